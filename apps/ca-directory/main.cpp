// ca-directory DIR: an adapter for pkit, a gateway to a CA that is a directory of openssl-ca(1). DIR holds ca.crt,
// ca.key, index.txt and certs/. One envelope on standard input, one answer on standard output: pkit-adapter(7).
#include <cstdio>
#include <exception>

#include "base/json.h"
#include "ca-directory/directory.h"

namespace {

using namespace pkit;
using namespace pkit::ca_directory;

Value ping(const Asked& asked) {
  const std::vector<std::string> missing = missing_in(asked.directory);
  Value answer = Value::map({{"ok", missing.empty()}});
  if (!missing.empty()) answer.set("message", join(missing, ", ") + " is not there");
  return answer;
}

Value validate(const Asked& asked) { return Value::map({{"missing", Value::list(missing_in(asked.directory))}}); }

struct Procedure {
  const char* name;
  Value (*answer)(const Asked&);
};
constexpr Procedure kProcedures[] = {{"Ping", ping},
                                     {"ValidateCAConnectionInfo", validate},
                                     {"GetProductIds", product_ids},
                                     {"Synchronize", synchronize},
                                     {"GetSingleRecord", look_up},
                                     {"Enroll", enroll},
                                     {"Revoke", revoke}};

Value answer_to(const Value& envelope, const char* directory, const World& world) {
  const Value& parameters = envelope["parameters"];
  const Asked asked{.directory = absolute_path(directory),
                    .procedure = envelope.text_or("procedure"),
                    .request_id = envelope.text_or("requestId"),
                    .parameter = parameters.is_list() && !parameters.items().empty() ? parameters.items()[0] : Value(),
                    .config = envelope["config"],
                    .world = world};
  for (const Procedure& procedure : kProcedures)
    if (asked.procedure == procedure.name) return procedure.answer(asked);
  throw Error(Kind::input, "gateway.failed", "there is no procedure '" + printable(asked.procedure) + "'");
}

}  // namespace

int main(int count, char** words) {
  try {
    if (count != 2) throw Error(Kind::usage, "option.value", "ca-directory DIR");
    const World world = real_world();
    const Value envelope = parse_json(read_all(0, "standard input", 1 << 20), "the envelope");
    const std::string json = to_json(answer_to(envelope, words[1], world)) + "\n";
    return std::fwrite(json.data(), 1, json.size(), stdout) == json.size() && std::fflush(stdout) == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "ca-directory: %s\n", error.what());
    return 1;
  }
}
