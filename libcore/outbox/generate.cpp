#include "outbox/generate.h"

#include "base/counted.h"
#include "change/change.h"
#include "identity/certificate_json.h"
#include "store/certificates.h"
#include "store/meta.h"
#include "store/metadata.h"
#include "view/resolve.h"

namespace pkit {

namespace {

constexpr int kTogetherGenerated = 500;

constexpr Input kGenerateInputs[] = {
    input<&GenerateRequest::certificates>("certificates", "CERTIFICATE", "its serial, its ID or its file")
        .argument()
        .completes(Completion::certificate),
    input<&GenerateRequest::all>("all", "", "every certificate for which it was not done"),
    input<&GenerateRequest::force>("force", "", "ask again where it was done"),
};

const adapter::Adapter& generator_of(const Setup& setup) {
  if (setup.metadata_generator.adapter.empty())
    throw Error(Kind::config, "metadata.generation", "pkit.yaml names nobody who generates metadata",
                "metadata: { fields: ..., generate: ADAPTER.PROCEDURE }");
  return setup.adapters.at(setup.metadata_generator.adapter);
}

/// {"metadata": {...}} and nothing that is not understood.
std::string judge_answer(const Value& answer, const Value*& metadata) {
  if (!answer.is_map()) return "answer is " + std::string(Value::name(answer.type())) + ", not a map";
  for (const auto& [key, value] : answer.members())
    if (key != "metadata" && !key.starts_with("x-")) return "answer has an unknown key '" + printable(key) + "'";
  if (!answer["metadata"].is_map()) return "answer has no map metadata";
  metadata = &answer["metadata"];
  return {};
}

Value names_of(const Value& map) {
  Value names = Value::list();
  for (const auto& [name, value] : map.members()) names.push(name);
  return names;
}

/// False where another process did it first.
bool record_generated(Session& session, const std::string& target, const std::string& certificate,
                      const catalog::Attached& values, bool force) {
  Change change;
  begin_change(change, session, operation_time(session, true));
  change.still_so = [&](store::Read& read) { return force || !store::metadata::generated(read, certificate); };
  change.rows = [&](store::Write& write) {
    store::metadata::mark_generated(write, certificate, target, change.now);
    for (const auto& [field, value] : values.applied.members())
      store::metadata::set(write, certificate, field, value.as_text());
  };
  change.events = {{"metadata.generated", certificate,
                    Value::map({{"by", target}, {"fields", names_of(values.applied)}, {"dropped", values.dropped}})}};
  return commit(session, change);
}

Bytes der_of(Session& session, const std::string& id) {
  std::optional<store::Certificate> certificate;
  session.state.read([&](store::Read& read) { certificate = store::certificates::find(read, id); });
  if (!certificate) throw Error(Kind::state, "store.corrupt", "there is no certificate " + id, "pkit doctor");
  return certificate->der;
}

/// The certificates that a request means, in batches, so that any number can be.
class Wanted {
 public:
  Wanted(Session& session, const GenerateRequest& request) : session_(session), request_(request) {
    for (const std::string& word : request.certificates) named_.push_back(find_certificate(session, word).id);
  }

  std::size_t count() const {
    if (!request_.all) return named_.size();
    std::size_t count = 0;
    std::string last;
    for (std::vector<std::string> some = after(last); !some.empty(); some = after(last)) {
      count += some.size();
      last = some.back();
    }
    return count;
  }

  void each(const std::function<void(const std::string&)>& fn) const {
    for (const std::string& id : named_) fn(id);
    if (!request_.all) return;
    std::string last;
    for (std::vector<std::string> some = after(last); !some.empty(); some = after(last)) {
      last = some.back();
      for (const std::string& id : some) fn(id);
    }
  }

 private:
  std::vector<std::string> after(const std::string& last) const {
    std::vector<std::string> some;
    session_.state.read([&](store::Read& read) {
      some = store::metadata::to_generate(read, last, request_.force, kTogetherGenerated);
    });
    return some;
  }

  Session& session_;
  const GenerateRequest& request_;
  std::vector<std::string> named_;
};

/// Counts and lists, filled call by call.
struct Report {
  std::size_t generated = 0, skipped = 0;
  Value failures = Value::list(), dropped = Value::list();

  void add(const std::string& certificate, const Generated& one) {
    if (!one.failure.empty())
      failures.push(Value::map({{"certificate", certificate}, {"reason", one.failure}}));
    else
      ++(one.skipped ? skipped : generated);
    for (const Value& drop : one.dropped.items())
      dropped.push(Value::map(
          {{"certificate", certificate}, {"field", drop.text_or("field")}, {"reason", drop.text_or("reason")}}));
  }

  Outcome outcome() && {
    Outcome outcome;
    const std::size_t failed = failures.items().size();
    if (failed > 0)
      outcome.error =
          Error(Kind::config, "metadata.generation", counted(failed, "call") + " failed", "the next run asks again");
    outcome.data = Value::map({{"generated", generated},
                               {"skipped", skipped},
                               {"failed", failed},
                               {"failures", std::move(failures)},
                               {"dropped", std::move(dropped)}});
    return outcome;
  }
};

}  // namespace

Generated generate_for(Session& session, const Setup& setup, const std::string& certificate, int attempt, bool force) {
  Generated generated;
  std::string home_id;
  session.state.read([&](store::Read& read) {
    generated.skipped = !force && store::metadata::generated(read, certificate);
    home_id = to_hex(store::meta::get(read).home_id);
  });
  if (generated.skipped) return generated;
  const adapter::Adapter& adapter = generator_of(setup);
  const std::string& procedure = setup.metadata_generator.procedure;
  const adapter::Call call{
      .procedure = procedure,
      .parameter = identity::certificate_json(x509::parse_certificate(der_of(session, certificate))),
      .request_id = home_id + "-metadata-" + certificate,
      .attempt = attempt};
  const adapter::Answer answer = adapter::call(adapter, session.home.directory, call, session.world);
  const Value* metadata = nullptr;
  generated.failure = answer.ok ? judge_answer(answer.value, metadata) : adapter::told_failure(answer);
  if (!generated.failure.empty()) return generated;
  const catalog::Attached values = catalog::judge_all(setup.metadata, *metadata);
  generated.skipped = !record_generated(session, adapter.name + "." + procedure, certificate, values, force);
  if (!generated.skipped) generated.dropped = values.dropped;
  return generated;
}

Outcome generate_metadata(Session& session, const GenerateRequest& request, const Listener& listener) {
  if (request.all == !request.certificates.empty())
    throw Error(Kind::usage, "option.combination", "name certificates, or give --all");
  const Setup setup = load_setup(session.home, session.state);
  generator_of(setup);
  const Wanted wanted(session, request);
  const std::size_t count = wanted.count();
  std::size_t done = 0;
  Report report;
  wanted.each([&](const std::string& id) {
    report.add(id, generate_for(session, setup, id, 1, request.force));
    listener.advanced(++done, count);
  });
  return std::move(report).outcome();
}

constinit const Operation kGenerateMetadata = operation<GenerateRequest, generate_metadata>(
    {.name = "metadata generate", .inputs = kGenerateInputs, .data = &shape::generated_metadata});

}  // namespace pkit
