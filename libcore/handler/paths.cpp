// The table of paths, and reading by it.
#include "handler/paths.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pkit::handler {

namespace {

using Shape = KnownPath::Shape;
using Omit = KnownPath::Omit;
using pattern::Compare;

constexpr std::string_view kParameters = "claimed.ClientParameters.";
constexpr KnownPath kClientParameter{"claimed.ClientParameters.NAME", Shape::scalar, Omit::always};

constexpr KnownPath kPaths[] = {
    {"operation"},
    {"approving"},
    {"isInitial"},
    {.path = "claimed.ClientMachine", .compare = Compare::name},
    {"claimed.Capabilities", Shape::list, Omit::negated},
    {"claimed.AgentPlatform", Shape::scalar, Omit::always},
    {"claimed.Version", Shape::scalar, Omit::always},
    {"claimed.ClientParameters", Shape::group, Omit::always},
    kClientParameter,
    {"claimed.deviceId", Shape::scalar, Omit::always},
    {"claimed.appId", Shape::scalar, Omit::always},
    {"claimed.profile", Shape::scalar, Omit::always},
    {"claimed.notAfter", Shape::scalar, Omit::always},
    {.path = "verified.caller", .evidence = true},
    {.path = "verified.osGroups", .shape = Shape::list, .evidence = true},
    {"verified.state"},
    {.path = "verified.ClientID", .evidence = true},
    {.path = "verified.account", .evidence = true},
    {.path = "verified.agent", .evidence = true},
    {"verified.presentKey"},
    {.path = "verified.realm", .evidence = true},
    {.path = "verified.userName", .evidence = true},
    {.path = "verified.previousCertificate", .shape = Shape::group, .evidence = true},
    {.path = "verified.previousCertificate.serial", .evidence = true},
    {.path = "verified.previousCertificate.keyId", .evidence = true},
    {.path = "verified.previousCertificate.notAfter", .evidence = true},
    {"csr", Shape::group},
    {"csr.sha256"},
    {"csr.subject"},
    {.path = "csr.cn", .omit = Omit::negated, .compare = Compare::name},
    {"csr.sans", Shape::list, Omit::negated},
    {.path = "csr.dns", .shape = Shape::list, .omit = Omit::negated, .compare = Compare::name},
    {.path = "csr.ip", .shape = Shape::list, .omit = Omit::negated, .compare = Compare::address},
    {.path = "csr.email", .shape = Shape::list, .omit = Omit::negated, .compare = Compare::email},
    {.path = "csr.uri", .shape = Shape::list, .omit = Omit::negated, .compare = Compare::uri},
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

/// How the names of one type compare, in a list of all types.
Compare compare_of(const std::string& type) {
  static constexpr std::pair<std::string_view, Compare> kTypes[] = {
      {"dns", Compare::name}, {"ip", Compare::address}, {"email", Compare::email}, {"uri", Compare::uri}};
  const auto row =
      std::find_if(std::begin(kTypes), std::end(kTypes), [&](const auto& each) { return each.first == type; });
  return row == std::end(kTypes) ? Compare::exact : row->second;
}

/// Only csr.sans is a list of maps.
std::optional<Item> item_of(const Value& element, Compare how) {
  if (std::optional<std::string> text = scalar_text(element)) return Item{pattern::compared(how, *text), how};
  const Value* type = element.find("type");
  const Value* value = element.find("value");
  if (!type || !value || !type->is_text() || !value->is_text()) return std::nullopt;
  const Compare own = compare_of(type->as_text());
  return Item{type->as_text() + ":" + pattern::compared(own, value->as_text()), own};
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
  const Compare how = row ? row->compare : Compare::exact;
  std::vector<Item> items;
  if (!found->is_list()) {
    if (std::optional<Item> item = item_of(*found, how)) items.push_back(std::move(*item));
    return items;
  }
  for (const Value& element : found->items())
    if (std::optional<Item> item = item_of(element, how)) items.push_back(std::move(*item));
  return items;
}

}  // namespace pkit::handler
