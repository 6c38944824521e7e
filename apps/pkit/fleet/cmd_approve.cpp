// pkit approve: an operator lets registrations in.
#include <algorithm>
#include <map>

#include "pkit/batch.h"
#include "pkit/decision.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct ApproveOptions {
  std::vector<std::string> ids, digests, globs;
  bool all = false;
  std::int64_t jobs = 0;
  InputFiles no_files;
  const std::shared_ptr<void> made = kApprove.make();
  pkit::ApproveRequest& request = *static_cast<pkit::ApproveRequest*>(made.get());
};

/// --expect-digest DIGEST for one id; ID=DIGEST for several, and then for each.
std::map<std::string, std::string> expected_digests(const ApproveOptions& o) {
  std::map<std::string, std::string> expected;
  for (const std::string& text : o.digests) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos && o.ids.size() > 1)
      throw Error(Kind::usage, "option.value", "--expect-digest: '" + text + "' names no ID",
                  "with several IDs write ID=DIGEST");
    const std::string id = equals == std::string::npos ? o.ids.front() : text.substr(0, equals);
    if (std::find(o.ids.begin(), o.ids.end(), id) == o.ids.end())
      throw Error(Kind::usage, "option.value", "--expect-digest: '" + id + "' is not one of the IDs to approve");
    const bool first = expected.emplace(id, equals == std::string::npos ? text : text.substr(equals + 1)).second;
    if (!first) throw Error(Kind::usage, "option.repeated", "--expect-digest: '" + id + "' is given more than once");
  }
  if (!expected.empty())
    for (const std::string& id : o.ids)
      if (!expected.count(id))
        throw Error(Kind::usage, "option.missing", "--expect-digest: none is given for '" + id + "'");
  return expected;
}

int approve_named(Context& context, const ApproveOptions& o) {
  if (o.ids.empty()) throw Error(Kind::usage, "option.missing", "ID is missing", "name registrations, or give --all");
  if (!o.globs.empty()) throw Error(Kind::usage, "option.combination", "--match goes with --all only");
  if (o.ids.size() > 1 && !o.request.common.request_id.empty())
    throw Error(Kind::usage, "option.combination", "--request-id goes with one ID only");
  const auto expected = expected_digests(o);
  const Judge judge = [&](const std::string& id) {
    pkit::ApproveRequest request = o.request;
    request.id = id;
    if (const auto digest = expected.find(id); digest != expected.end()) request.expect_digest = digest->second;
    return pkit::approve(context.session(), request);
  };
  return each_item(o.ids, judge,
                   [&](pkit::Outcome outcome) { return present(context, std::move(outcome), o.request.common); });
}

/// Every registration that waits, as if each had been named.
int approve_all(Context& context, const ApproveOptions& o) {
  if (!o.ids.empty() || !o.digests.empty() || !o.request.common.request_id.empty())
    throw Error(Kind::usage, "option.combination", "--all goes without IDs, --expect-digest and --request-id");
  pkit::Batch batch;
  batch.common = o.request.common;
  batch.threads = threads_of(o.jobs);
  const std::vector<std::string> ids = pkit::waiting_registrations(context.session(), o.globs);
  batch.next = [&, at = ids.begin()]() mutable -> std::optional<pkit::BatchItem> {
    if (at == ids.end()) return std::nullopt;
    return pkit::approval_item(*at++, o.request);
  };
  batch.tell = [&](const pkit::BatchItem& item, pkit::Outcome outcome) {
    outcome.data.set("item", item.name);
    if (outcome.error) outcome.error = outcome.error->within(item.name);
    return rendered(context, [&](Context& own) { present(own, std::move(outcome), o.request.common); });
  };
  return run_batch(context, std::move(batch), ids.size(), {});
}

}  // namespace

Run bind_approve(Options& options) {
  auto o = std::make_shared<ApproveOptions>();
  options.arguments("ID", "a registration or an orchestrator", o->ids).completes(Completion::waiting);
  options.texts("--expect-digest", "DIGEST",
                "refuse unless `pkit show ID` would print this digest; ID=DIGEST for several IDs", o->digests);
  options.flag("--all", "every registration that waits", o->all);
  options.texts("--match", "GLOB", "with --all, only client machines that match; may be repeated", o->globs);
  declare_jobs(options, o->jobs);
  declare_inputs(options, kApprove.inputs, o->made, o->no_files, {.but = {"id", "expect-digest"}});
  declare_common(options, o->request.common);
  return [o](Context& context) { return o->all ? approve_all(context, *o) : approve_named(context, *o); };
}

}  // namespace pkit::app
