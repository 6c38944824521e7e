#include "bridge/trial.h"

#include "base/json.h"
#include "bridge/requirements.h"
#include "bridge/visit.h"

namespace pkit {

namespace {

using realm::Procedure;

const realm::ProcedureRow& row_called(const std::string& word) {
  if (const realm::ProcedureRow* row = realm::find_procedure(word)) return *row;
  std::vector<std::string> words;
  for (const realm::ProcedureRow& row : realm::procedure_rows()) words.emplace_back(row.word);
  throw Error(Kind::usage, "realm.word", "'" + printable(word) + "' is none of the seven procedures",
              config::hint_for(word, words));
}

/// What pkit makes of the answer; where it is none, `failure` says why.
std::string verdict_on(Procedure procedure, const Value& answer, std::string& failure) {
  switch (procedure) {
    case Procedure::init:
      return "answered";
    case Procedure::identity_validation:
    case Procedure::csr_validation:
    case Procedure::certificate_validation:
      return bridge::valid_word(bridge::read_valid(answer, procedure == Procedure::identity_validation, failure));
    case Procedure::csr_requirements:
      try {
        return "CN " + bridge::read_requirements(answer, "").common_name;
      } catch (const Error& error) {
        failure = error.what();
        return {};
      }
    case Procedure::certificate_generation:
      return "a certificate for " + bridge::read_certificate(answer, failure).subject.text();
    case Procedure::identity_from_certificate:
      return "user " + bridge::read_identity(answer, failure).text_or("userName");
  }
  return {};
}

}  // namespace

Outcome call_procedure(Session& session, const RealmCall& call) {
  const realm::ProcedureRow& row = row_called(call.procedure);
  const Setup setup = load_setup(session.home, session.state);
  bridge::Visit visit(session, setup, call.realm, call.common);
  const realm::Target* target = visit.realm().find(row.procedure);
  if (!target)
    throw Error(Kind::not_found, "realm.unconfigured", "realm " + visit.realm().name + " has no " + row.parameter,
                "without it the default holds");
  const Value parameter = parse_json(call.parameter, call.parameter_name);
  Outcome outcome;
  outcome.data = Value::map({{"realm", visit.realm().name},
                             {"procedure", row.word},
                             {"called", target->text()},
                             {"parameter", parameter},
                             {"answer", Value()},
                             {"failure", Value()},
                             {"verdict", Value()}});
  std::string failure;
  try {
    const Value answer = visit.calls().call(row.procedure, parameter);
    outcome.data.set("answer", answer);
    const std::string verdict = verdict_on(row.procedure, answer, failure);
    if (failure.empty()) outcome.data.set("verdict", verdict);
    if (!failure.empty()) visit.calls().refuse(row.procedure, failure);
  } catch (const Error& error) {
    outcome.data.set("failure", error.what());
    outcome.error = error;
  }
  return outcome;
}

}  // namespace pkit
