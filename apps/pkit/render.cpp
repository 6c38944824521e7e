#include "pkit/render.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace pkit::app {

namespace {

std::string certificate_clause(const Value& certificate) {
  std::string text = "certificate " + certificate.text_or("id");
  if (const std::string serial = certificate.text_or("serial"); !serial.empty()) text += ", serial " + serial;
  if (const std::string end = certificate.text_or("notAfter"); !end.empty()) text += ", until " + end;
  if (const std::string state = certificate.text_or("state", "valid"); state != "valid") text += ", " + state;
  return text;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

void gather(Fields& fields, const std::string& prefix, const Value& thing, const std::vector<std::string>& skipped) {
  for (const auto& [name, value] : thing.members()) {
    if (std::find(skipped.begin(), skipped.end(), name) != skipped.end()) continue;
    if (value.is_map())
      gather(fields, prefix + name + ".", value, skipped);
    else if (value.is_list() && !value.items().empty() && value.items().front().is_map())
      for (const Value& item : value.items()) fields.emplace_back(prefix + name, text_of(item));
    else
      fields.emplace_back(prefix + name, text_of(value));
  }
}

std::string members_text(const Value& map) {
  if (map.members().size() == 2 && map["type"].is_text() && map["value"].is_text())  // a name, as --san has it
    return map["type"].as_text() + ":" + map["value"].as_text();
  std::vector<std::string> parts;
  for (const auto& [name, member] : map.members())
    if (const std::string text = text_of(member); !text.empty())
      parts.push_back(name + "=" + (member.is_map() ? "{" + text + "}" : text));
  return join(parts, " ");
}

}  // namespace

std::string text_of(const Value& value) {
  if (value.is_bool()) return value.as_bool() ? "yes" : "no";
  if (value.is_int()) return std::to_string(value.as_int());
  if (value.is_text()) return value.as_text();
  if (value.is_map()) return members_text(value);
  std::vector<std::string> parts;
  if (value.is_list())
    for (const Value& item : value.items()) parts.push_back(text_of(item));
  return join(parts, ", ");
}

std::string sentence(const Value& data) {
  const Value& registration = data["registration"];
  const Value& orchestrator = data["orchestrator"];
  const Value& certificate = data["certificate"];
  std::vector<std::string> clauses;
  if (registration.is_map()) clauses.push_back(registration.text_or("id") + " " + registration.text_or("state"));
  if (orchestrator.is_map())
    clauses.push_back(orchestrator.text_or("ClientMachine") + " is " + orchestrator.text_or("Status"));
  if (certificate.is_map()) clauses.push_back(certificate_clause(certificate));
  if (data["keptKey"].is_text()) clauses.push_back("its key is kept as " + data.text_or("keptKey"));
  return join(clauses, "; ");
}

void print_thing(Screen& screen, const std::string& heading, const Value& thing,
                 const std::vector<std::string>& skipped) {
  if (!thing.is_map()) return;
  Fields fields;
  gather(fields, "", thing, skipped);
  std::size_t width = 0;
  for (const auto& [label, text] : fields) width = std::max(width, text.empty() ? 0 : label.size());
  screen.line(heading);
  for (const auto& [label, text] : fields)
    if (!text.empty()) screen.line("  " + label + std::string(width - label.size() + 2, ' ') + text);
}

void note_differences(Screen& screen, const Value& data) {
  const Value& differences = data["differences"];
  if (!differences.is_list()) return;
  for (const Value& difference : differences.items()) {
    std::string text = difference.text_or("what") + " " + difference.text_or("field");
    if (const std::string asked = text_of(difference["asked"]); !asked.empty()) text += ", asked for: " + asked;
    if (const std::string got = text_of(difference["got"]); !got.empty()) text += ", got: " + got;
    screen.note("difference", text);
  }
}

void TableStream::measure(const std::vector<std::string>& cells) {
  widths_.resize(std::max(widths_.size(), cells.size()));
  for (std::size_t i = 0; i < cells.size(); ++i) widths_[i] = std::max(widths_[i], cells[i].size());
}

void TableStream::print(const std::vector<std::string>& cells) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (widths_[i] > 0) text += cells[i] + std::string(widths_[i] - cells[i].size() + 2, ' ');
  text.erase(text.find_last_not_of(' ') + 1);
  screen_.line(text);
}

void TableStream::print_head() {
  if (head_.empty()) return;
  for (std::size_t i = 0; i < widths_.size(); ++i)
    if (widths_[i] > 0) widths_[i] = std::max(widths_[i], head_[i].size());
  print(head_);
}

void TableStream::print_waiting() {
  if (!begun_ && !waiting_.empty()) print_head();
  begun_ = begun_ || !waiting_.empty();
  for (const auto& cells : waiting_) print(cells);
  waiting_.clear();
}

void TableStream::row(std::vector<std::string> cells) {
  constexpr std::size_t kMeasured = 1000;
  measure(cells);
  if (begun_) return print(cells);
  waiting_.push_back(std::move(cells));
  if (waiting_.size() == kMeasured) print_waiting();
}

bool TableStream::finish() {
  print_waiting();
  return begun_;
}

void print_table(Screen& screen, const std::vector<std::vector<std::string>>& rows) {
  TableStream table(screen);
  for (const auto& row : rows) table.row(row);
  table.finish();
}

void print_authority(Screen& screen, const Value& authority) {
  print_thing(screen, "authority " + authority.text_or("name"), authority, {"name", "issuers"});
  if (!authority["issuers"].is_list()) return;
  for (const Value& issuer : authority["issuers"].items())
    print_thing(screen, issuer.text_or("state") + " issuer", issuer, {"state"});
}

}  // namespace pkit::app
