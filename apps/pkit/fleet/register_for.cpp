#include "pkit/fleet/register_for.h"

#include <algorithm>

#include "accounts/register.h"
#include "bridge/operations.h"
#include "pkit/inputs.h"

namespace pkit::app {

namespace {

struct Theirs {
  const char* name;
  const char* help;
};
constexpr Theirs kTheirs[] = {
    {"account", "the account that registers its key, once"},
    {"realm", "the realm whose user gets a certificate"},
    {"username", "of --account: its one-time user name; of --realm: who logs in"},
    {"password-file", "of --account and --realm: the password; - is standard input"},
    {"identity", "of --realm: in place of a login, a userIdentity as JSON: an operator's word"},
    {"device-id", "of --realm: the device that the certificate is for"},
    {"app-id", "of --realm: the application that the certificate is for"},
};

struct Registrar {
  const char* by;
  const Operation* operation;
};
const Registrar kRegistrars[] = {{"account", &kRegisterAccount}, {"realm", &kRegisterUser}};

/// The first operation that has it says what it is.
const Input& input_called(const char* name) {
  for (const Registrar& chosen : kRegistrars)
    if (const Input* input = chosen.operation->inputs.find(name)) return *input;
  throw Error(Kind::internal, "internal", std::string("nothing has --") + name);
}

bool is_given(const RegisterFor& command, const std::string& name) {
  return command.words.contains(name) || command.files.contains(name);
}

/// "--username, --password-file, --csr and --not-after"
std::string options_of(const Operation& operation, const std::string& but) {
  std::vector<std::string> names;
  for (const Input& input : operation.inputs)
    if (but != input.name) names.push_back(input.option());
  const std::string last = names.back();
  names.pop_back();
  return join(names, ", ") + " and " + last;
}

void take(const Input& input, const RegisterFor& command, const GateCommand& other, GateCommand& into) {
  if (const auto file = command.files.find(input.name); file != command.files.end()) into.files[&input] = file->second;
  if (const auto word = command.words.find(input.name); word != command.words.end())
    put_option(input, into.request.get(), word->second);
  const Input* same = other.operation.inputs.find(input.name);
  if (!same) return;
  if (const auto file = other.files.find(same); file != other.files.end()) into.files[&input] = file->second;
  if (const Value value = same->get(other.request.get()); !is_file(input) && !value.is_null())
    put_option(input, into.request.get(), value);
}

}  // namespace

void declare_register_for(Options& options, RegisterFor& command) {
  for (const Theirs& theirs : kTheirs) {
    const Input& input = input_called(theirs.name);
    Option option;
    option.name = input.option();
    option.metavar = input.metavar;
    option.help = theirs.help;
    option.completion = input.completion;
    option.take = [&command, &input](const std::string& value) {
      (is_file(input) ? command.files : command.words)[input.name] = value;
    };
    options.add(std::move(option));
  }
}

const Operation* meant_by(const RegisterFor& command) {
  const Operation* meant = nullptr;
  for (const Registrar& chosen : kRegistrars) {
    if (!is_given(command, chosen.by)) continue;
    if (meant) throw Error(Kind::usage, "option.combination", "--account and --realm exclude each other");
    meant = chosen.operation;
  }
  for (const Theirs& theirs : kTheirs)
    if (!meant && is_given(command, theirs.name))
      throw Error(Kind::usage, "option.combination",
                  std::string("--") + theirs.name + " goes with --account or --realm");
  return meant;
}

int run_register_for(Context& context, const Operation& operation, const RegisterFor& command, const GateCommand& other,
                     bool stray) {
  const char* by = std::find_if(std::begin(kRegistrars), std::end(kRegistrars), [&](const Registrar& c) {
                     return c.operation == &operation;
                   })->by;
  for (const Theirs& theirs : kTheirs)
    stray = stray || (is_given(command, theirs.name) && !operation.inputs.find(theirs.name));
  if (stray)
    throw Error(Kind::usage, "option.combination",
                std::string("--") + by + " goes with " + options_of(operation, by) + " alone");
  GateCommand asked(operation);
  for (const Input& input : operation.inputs) take(input, command, other, asked);
  asked.common() = other.common();
  asked.via = other.via;
  asked.delivery = other.delivery;
  return run_gate_command(context, asked);
}

}  // namespace pkit::app
