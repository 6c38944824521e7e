#include "secrets/reference.h"

#include "base/error.h"
#include "base/json.h"
#include "base/table.h"

namespace pkit::secrets {

namespace {

constexpr std::string_view kForm = "secret:";
constexpr std::size_t kLongest = 4096, kDepth = 2, kMostNodes = 200;

[[noreturn]] void refuse(const std::string& what) {
  throw Error(Kind::config, "secret.reference", what,
              "secret:NAME{\"name\":\"...\"}: a provider of secrets: in pkit.yaml, and a JSON object of texts; in "
              "single quotes in YAML and in a shell");
}

Parameters read_parameters(const std::string& json) {
  if (json.empty()) return {};
  Value tree;
  try {
    tree = parse_json(json, "its parameters", {.bytes = kLongest, .depth = kDepth, .nodes = kMostNodes});
  } catch (const Error& error) {
    refuse(error.what());
  }
  if (!tree.is_map()) refuse("its parameters are no JSON object");
  Parameters parameters;
  for (const auto& [key, value] : tree.members()) {
    if (!value.is_text()) refuse("its parameter " + in_quotes(key) + " is no text");
    parameters.emplace(key, value.as_text());
  }
  return parameters;
}

}  // namespace

bool is_reference(std::string_view source) { return source.starts_with(kForm); }

Reference read_reference(const std::string& source) {
  if (!is_reference(source)) refuse("this does not begin with secret:");
  if (source.size() > kLongest) refuse("this is longer than " + std::to_string(kLongest) + " bytes");
  const std::size_t brace = source.find('{');
  const std::size_t end = brace == std::string::npos ? source.size() : brace;
  Reference reference{source.substr(kForm.size(), end - kForm.size()), {}};
  if (reference.provider.empty()) refuse("this names no provider");
  reference.instance = read_parameters(source.substr(end));
  return reference;
}

}  // namespace pkit::secrets
