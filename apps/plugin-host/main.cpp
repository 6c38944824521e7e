// plugin-host LIBRARY: one call of a shared library that defines what pkit-plugin.h declares. The envelope comes from
// standard input, the answer goes to standard output, all else to standard error. It ends with 0 only where there is an
// answer.
#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "plugin-host/pkit-plugin.h"

namespace {

constexpr std::size_t kMost = 1 << 20;

struct Free {
  void operator()(char* text) const { std::free(text); }
};

int fail(const std::string& why) {
  std::fprintf(stderr, "plugin-host: %s\n", why.c_str());
  return 1;
}

std::string read_envelope() {
  std::string text;
  char part[4096];
  for (std::size_t n; text.size() <= kMost && (n = std::fread(part, 1, sizeof part, stdin)) > 0;) text.append(part, n);
  return text;
}

/// What the library prints is no answer: standard output becomes a copy of standard error. Answers the true one.
std::FILE* set_output_aside() {
  const int output = dup(STDOUT_FILENO);
  if (output < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) return nullptr;
  return fdopen(output, "w");
}

template <class Function>
Function* function(void* library, const char* name) {
  return reinterpret_cast<Function*>(dlsym(library, name));
}

int answer_of(decltype(pkit_plugin_call)* call, const std::string& envelope, std::FILE* output) {
  char* raw = nullptr;
  const int status = call(envelope.c_str(), &raw);
  const std::unique_ptr<char, Free> answer(raw);
  if (status != 0)
    return fail("the plugin answers " + std::to_string(status) + (answer ? std::string(": ") + answer.get() : ""));
  if (!answer) return fail("the plugin gives no answer");
  std::fputs(answer.get(), output);
  return std::fclose(output) == 0 ? 0 : fail("the answer cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return fail("usage: plugin-host LIBRARY");
  std::FILE* output = set_output_aside();
  if (!output) return fail("standard output is not open");
  void* library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (!library) return fail(dlerror());
  const auto version = function<decltype(pkit_plugin_version)>(library, "pkit_plugin_version");
  const auto call = function<decltype(pkit_plugin_call)>(library, "pkit_plugin_call");
  if (!version || !call) return fail("not a plugin: it lacks pkit_plugin_version or pkit_plugin_call");
  if (version() != PKIT_PLUGIN_VERSION)
    return fail("the plugin is of version " + std::to_string(version()) + ", not " +
                std::to_string(PKIT_PLUGIN_VERSION));
  const std::string envelope = read_envelope();
  if (envelope.size() > kMost) return fail("the envelope is too large");
  return answer_of(call, envelope, output);
}
