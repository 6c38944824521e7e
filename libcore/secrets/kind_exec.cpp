// `exec: [PROGRAM, ARG...]`: a program that is asked as an adapter is, procedure GetPassword, by {instanceParameters,
// initializationInfo}; it answers {password}, or {error} with why not. Nothing that it prints is shown but that error,
// neither the answer nor standard error: whoever has a secret in hand may print it anywhere.
#include "base/json.h"
#include "secrets/provider.h"

namespace pkit::secrets {

namespace {

constexpr std::size_t kLongestReason = 300;

[[noreturn]] void fail(const std::string& what, const Provider& provider) {
  throw Error(Kind::config, "secret.unavailable", what,
              "what it printed is not shown, since a secret may be in it; run it by hand: " +
                  provider.program.program.string());
}

std::string request(const Provider& provider, const Parameters& instance, const Surroundings& around) {
  Value parameters = Value::map();
  for (const auto& [key, value] : instance) parameters.set(key, value);
  adapter::Call call;
  call.procedure = "GetPassword";
  call.parameter =
      Value::map({{"instanceParameters", std::move(parameters)}, {"initializationInfo", provider.program.config}});
  return adapter::envelope(provider.program, around.home, call, around.world.now());
}

/// The tree's own copies are overwritten too, before they are given back.
void wipe_texts(const Value& tree) {
  if (tree.is_text()) wipe(const_cast<char*>(tree.as_text().data()), tree.as_text().size());
  if (!tree.is_map()) return;
  for (const auto& [key, value] : tree.members()) wipe_texts(value);
}

/// Only keys that are meant may be there, as in every answer of an adapter: x-KEY is a program's own.
bool only_known_keys(const Value& answer) {
  for (const auto& [key, value] : answer.members())
    if (key != "password" && key != "error" && !key.starts_with("x-")) return false;
  return true;
}

Secret password_in(const Value& answer, const Provider& provider) {
  if (!answer.is_map() || !only_known_keys(answer)) fail("its answer is not {\"password\": TEXT}", provider);
  const Value &password = answer["password"], &error = answer["error"];
  if (error.is_text() && password.is_null())
    throw Error(Kind::config, "secret.unavailable", "it says: " + printable(error.as_text().substr(0, kLongestReason)));
  if (!password.is_text() || !error.is_null()) fail("its answer is not {\"password\": TEXT}", provider);
  if (password.as_text().size() > kLongestSecret)
    fail("its password is longer than " + std::to_string(kLongestSecret) + " bytes", provider);
  return Secret(std::string(password.as_text()));
}

void read_exec_provider(const adapter::Place& place, Provider& provider) {
  adapter::read_program(place, "provider's program", provider.program);
}

Secret get_from_program(const Provider& provider, const Parameters& instance, const Surroundings& around) {
  const adapter::Adapter& program = provider.program;
  adapter::ProcessResult result =
      adapter::run_process(program.program, program.arguments, around.home, request(provider, instance, around),
                           program.limits, around.world);
  struct Wipe {
    std::string& output;
    Value answer = {};
    ~Wipe() {
      wipe(output.data(), output.size());
      wipe_texts(answer);
    }
  } at_the_end{result.output};
  if (result.end != adapter::ProcessResult::End::exited || result.status != 0)
    fail(program.program.string() + " " + adapter::end_of(result, program.limits), provider);
  if (!adapter::read_answer(result.output, at_the_end.answer).empty()) fail("its answer is not JSON", provider);
  return password_in(at_the_end.answer, provider);
}

}  // namespace

const ProviderKind kExec = {.key = "exec", .named = false, .read = read_exec_provider, .get = get_from_program};

}  // namespace pkit::secrets
