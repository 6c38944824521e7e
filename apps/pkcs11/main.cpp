// pkcs11: an adapter for pkit's stores of kind pkcs11. A vendor's module is loaded here and nowhere else, so that one
// that crashes or hangs is a failed call. One envelope on standard input, one answer on standard output:
// pkit-adapter(7).
#include <unistd.h>

#include <cstdio>
#include <exception>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "pkcs11/key_pair.h"
#include "pkcs11/store.h"

namespace {

using namespace pkit;
using namespace pkit::pkcs11;

struct Procedure {
  const char* name;
  bool writes;
  Value (*answer)(const Token&, const Value& parameter);
};
constexpr Procedure kProcedures[] = {
    {"inventory", false, [](const Token& token, const Value&) { return inventory(token); }},
    {"add", true, add},
    {"remove", true, pkit::pkcs11::remove},
    {"reenroll", true, reenroll}};

/// JobProperties.dirs are modules. {result, locations}
Value discover(const Value& parameter) {
  std::vector<std::string> locations;
  for (const std::string& module : split(parameter["JobProperties"].text_or("dirs"), ','))
    for (std::string& uri : tokens_of(module)) locations.push_back(std::move(uri));
  return Value::map({{"result", "Success"}, {"locations", Value::list(locations)}});
}

Value answer_to(const Value& envelope) {
  const Value& parameters = envelope["parameters"];
  const Value parameter = parameters.is_list() && !parameters.items().empty() ? parameters.items()[0] : Value();
  if (envelope.text_or("procedure") == "discover") return discover(parameter);
  const Value& details = parameter["CertificateStoreDetails"];
  for (const Procedure& procedure : kProcedures) {
    if (envelope.text_or("procedure") != procedure.name) continue;
    const Token token(details.text_or("StorePath"), details.text_or("StorePassword"), procedure.writes);
    return procedure.answer(token, parameter);
  }
  throw Error(Kind::config, "certstore.tool",
              "there is no procedure '" + printable(envelope.text_or("procedure")) + "'");
}

/// What the module prints is no answer: standard output becomes a copy of standard error. Answers the true one.
std::FILE* set_output_aside() {
  const int output = dup(STDOUT_FILENO);
  if (output < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) return nullptr;
  return fdopen(output, "w");
}

}  // namespace

int main(int count, char**) {
  try {
    if (count != 1) throw Error(Kind::usage, "option.value", "pkcs11 takes no argument");
    std::FILE* output = set_output_aside();
    if (!output) throw Error(Kind::state, "output.failed", "standard output is not open");
    const Value envelope = parse_json(read_all(0, "standard input", 1 << 20), "the envelope");
    const std::string json = to_json(answer_to(envelope)) + "\n";
    return std::fwrite(json.data(), 1, json.size(), output) == json.size() && std::fclose(output) == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "pkcs11: %s\n", error.what());
    return 1;
  }
}
