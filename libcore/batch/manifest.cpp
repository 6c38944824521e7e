#include "batch/manifest.h"

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

namespace pkit {

namespace {

constexpr TreeLimits kLineLimits{.bytes = 1 << 19, .depth = 4, .nodes = 1'000};
constexpr std::size_t kNameBytes = 200;

[[noreturn]] void bad_line(const std::string& where, const std::string& what, std::string hint = {}) {
  throw Error(Kind::input, "batch.line", where + ": " + what, std::move(hint));
}

bool is_of_items(const Input& input) {
  return input.batch == Input::Batch::per_item || input.batch == Input::Batch::either;
}

/// Parameters are told as a map.
const Shape& told_as(const Input& input) {
  if (input.kind == Input::Kind::pairs) return FieldType::text_map;
  return input.kind == Input::Kind::texts ? FieldType::text_list : FieldType::word;
}

}  // namespace

ManifestForm::ManifestForm(const Inputs& inputs) {
  std::vector<const Shape*> shapes;
  const auto add = [&](const std::string& key, const Shape& shape) {
    keys_.push_back(key);
    shapes.push_back(&shape);
  };
  for (const Input& input : inputs) {
    if (!is_of_items(input)) continue;
    add(input.key(), told_as(input));
    if (input.kind == Input::Kind::document) add(input.key() + "File", FieldType::word);
    if (input.required && input.kind != Input::Kind::document) by_machine_ = true;
  }
  add("out", FieldType::word);
  for (std::size_t i = 0; i < keys_.size(); ++i) fields_.push_back({.key = keys_[i].c_str(), .type = *shapes[i]});
}

ManifestItem ManifestForm::read(std::string_view line, const std::string& where) const {
  Value object = parse_json(line, where, kLineLimits);
  if (!object.is_map()) bad_line(where, "it is not a JSON object");
  const std::vector<Flaw> flaws = flaws_in(object, fields_, "");
  if (!flaws.empty()) bad_line(where, flaws.front().what, flaws.front().hint);
  ManifestItem item;
  if (object["csr"].is_text()) item.csr = object["csr"].as_text();
  item.csr_file = object.text_or("csrFile");
  item.out = object.text_or("out");
  for (const char* key : {"csr", "csrFile", "out"}) object.erase(key);
  item.inputs = std::move(object);
  const bool has_csr = item.csr || !item.csr_file.empty();
  if (item.csr && !item.csr_file.empty()) bad_line(where, "csr and csrFile exclude each other");
  if (!has_csr && !by_machine_)
    bad_line(where, "there is no csr", "give csr, the request itself, or csrFile, its file");
  if (!has_csr && item.client_machine().empty()) bad_line(where, "there is neither clientMachine nor csr");
  if (!item.out.empty()) require_plain_name(item.out, where);
  return item;
}

void put_item(const Inputs& inputs, const ManifestItem& item, void* request) {
  for (const Input& input : inputs)
    if (const Value* said = item.inputs.find(input.key()); said && !said->is_null()) input.put(request, *said);
}

void require_plain_name(const std::string& name, const std::string& where) {
  const bool plain = !name.empty() && name.size() <= kNameBytes && name.front() != '.' && name.front() != '-' &&
                     name.find_first_of("/\\") == std::string::npos && printable(name) == name;
  if (!plain)
    throw Error(Kind::usage, "batch.out", where + ": '" + printable(name) + "' is not a name for a file",
                "name a file in the directory --out: no path, no leading dot or dash, at most 200 bytes");
}

}  // namespace pkit
