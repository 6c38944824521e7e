// The table of paths, and reading by it.
#include "handler/paths.h"

#include <algorithm>
#include <iterator>

namespace pkit::handler {

namespace {

using Shape = KnownPath::Shape;
using Omit = KnownPath::Omit;

constexpr std::string_view kParameters = "claimed.ClientParameters.";
constexpr KnownPath kClientParameter{"claimed.ClientParameters.NAME", Shape::scalar, Omit::always};

constexpr KnownPath kPaths[] = {
    {"operation"},
    {"approving"},
    {"isInitial"},
    {.path = "claimed.ClientMachine", .folds = true},
    {"claimed.Capabilities", Shape::list, Omit::negated},
    {"claimed.AgentPlatform", Shape::scalar, Omit::always},
    {"claimed.Version", Shape::scalar, Omit::always},
    {"claimed.ClientParameters", Shape::group, Omit::always},
    kClientParameter,
    {"claimed.profile", Shape::scalar, Omit::always},
    {"claimed.notAfter", Shape::scalar, Omit::always},
    {.path = "verified.caller", .evidence = true},
    {.path = "verified.osGroups", .shape = Shape::list, .evidence = true},
    {"verified.state"},
    {.path = "verified.ClientID", .evidence = true},
    {.path = "verified.account", .evidence = true},
    {.path = "verified.previousCertificate", .shape = Shape::group, .evidence = true},
    {.path = "verified.previousCertificate.serial", .evidence = true},
    {.path = "verified.previousCertificate.keyId", .evidence = true},
    {.path = "verified.previousCertificate.notAfter", .evidence = true},
    {"csr", Shape::group},
    {"csr.sha256"},
    {"csr.subject"},
    {.path = "csr.cn", .omit = Omit::negated, .folds = true},
    {"csr.sans", Shape::list, Omit::negated},
    {.path = "csr.dns", .shape = Shape::list, .omit = Omit::negated, .folds = true},
    {"csr.ip", Shape::list, Omit::negated},
    {"csr.email", Shape::list, Omit::negated},
    {"csr.uri", Shape::list, Omit::negated},
    {"csr.key.type"},
    {"csr.key.bits"},
    {"csr.key.curve"},
    {"csr.key.id"},
    {"csr.signature"},
    {"csr.requested.keyUsage", Shape::list, Omit::negated},
    {"csr.requested.extendedKeyUsage", Shape::list, Omit::negated},
    {"csr.attributes", Shape::list, Omit::negated},
};

bool is_client_parameter(std::string_view path) {
  return path.starts_with(kParameters) && path.size() > kParameters.size();
}

/// Only csr.sans is a list of maps.
std::optional<Item> item_of(const Value& element, bool folds) {
  if (std::optional<std::string> text = scalar_text(element)) return Item{std::move(*text), folds};
  const Value* type = element.find("type");
  const Value* value = element.find("value");
  if (!type || !value || !type->is_text() || !value->is_text()) return std::nullopt;
  return Item{type->as_text() + ":" + value->as_text(), type->as_text() == "dns"};
}

}  // namespace

const KnownPath* known_path(std::string_view path) {
  if (is_client_parameter(path)) return &kClientParameter;
  const auto found =
      std::find_if(std::begin(kPaths), std::end(kPaths), [&](const KnownPath& row) { return path == row.path; });
  return found == std::end(kPaths) ? nullptr : found;
}

std::vector<std::string> path_words() {
  std::vector<std::string> words;
  for (const KnownPath& row : kPaths) words.emplace_back(row.path);
  return words;
}

const Value* look_up(const Value& parameter, std::string_view path) {
  const Value* found = nullptr;
  if (is_client_parameter(path)) {
    const Value* parameters = parameter.at_path(kParameters.substr(0, kParameters.size() - 1));
    found = parameters ? parameters->find(path.substr(kParameters.size())) : nullptr;
  } else {
    found = parameter.at_path(path);
  }
  return found && !found->is_null() ? found : nullptr;
}

std::optional<std::string> scalar_text(const Value& value) {
  if (value.is_text()) return value.as_text();
  if (value.is_int()) return std::to_string(value.as_int());
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  return std::nullopt;
}

std::optional<std::vector<Item>> items_at(const Value& parameter, std::string_view path) {
  const Value* found = look_up(parameter, path);
  if (!found) return std::nullopt;
  const KnownPath* row = known_path(path);
  const bool folds = row && row->folds;
  std::vector<Item> items;
  if (!found->is_list()) {
    if (std::optional<Item> item = item_of(*found, folds)) items.push_back(std::move(*item));
    return items;
  }
  for (const Value& element : found->items())
    if (std::optional<Item> item = item_of(element, folds)) items.push_back(std::move(*item));
  return items;
}

}  // namespace pkit::handler
