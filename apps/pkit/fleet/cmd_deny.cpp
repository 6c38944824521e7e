// pkit deny: an operator turns registrations away.
#include "pkit/decision.h"
#include "pkit/inputs.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct DenyOptions {
  std::vector<std::string> ids;
  InputFiles no_files;
  const std::shared_ptr<void> made = kDeny.make();
  pkit::DenyRequest& request = *static_cast<pkit::DenyRequest*>(made.get());
};

int deny_all(Context& context, const DenyOptions& o) {
  if (o.ids.size() > 1 && !o.request.common.request_id.empty())
    throw Error(Kind::usage, "option.combination", "--request-id goes with one ID only");
  const Judge judge = [&](const std::string& id) {
    pkit::DenyRequest request = o.request;
    request.id = id;
    return pkit::deny(context.session(), request);
  };
  return each_item(o.ids, judge,
                   [&](pkit::Outcome outcome) { return present(context, std::move(outcome), o.request.common); });
}

}  // namespace

Run bind_deny(Options& options) {
  auto o = std::make_shared<DenyOptions>();
  options.arguments("ID", "a registration or an orchestrator", o->ids).must_be_given().completes(Completion::waiting);
  declare_inputs(options, kDeny.inputs, o->made, o->no_files, {.needed_at_once = true, .but = {"id"}});
  declare_common(options, o->request.common);
  return [o](Context& context) { return deny_all(context, *o); };
}

}  // namespace pkit::app
