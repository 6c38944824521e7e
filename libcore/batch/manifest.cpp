#include "batch/manifest.h"

#include <algorithm>

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

/// A member of the line, for messages.
struct MemberOf {
  const std::string& where;
  const std::string& key;
  const Value& value;

  [[noreturn]] void is_not(const char* wanted) const { bad_line(where, "'" + key + "' is not " + wanted); }
  const std::string& text() const {
    if (!value.is_text() || value.as_text().empty()) is_not("a text that says something");
    return value.as_text();
  }
  std::vector<std::string> texts() const {
    if (!value.is_list()) is_not("a list of texts");
    std::vector<std::string> list;
    for (const Value& one : value.items()) {
      if (!one.is_text()) is_not("a list of texts");
      list.push_back(one.as_text());
    }
    return list;
  }
  std::vector<std::pair<std::string, std::string>> pairs() const {
    if (!value.is_map()) is_not("an object of texts");
    std::vector<std::pair<std::string, std::string>> list;
    for (const auto& [name, one] : value.members()) {
      if (!one.is_text()) is_not("an object of texts");
      list.emplace_back(name, one.as_text());
    }
    return list;
  }
};

constexpr unsigned kIssue = 1, kRegistration = 2, kEither = kIssue | kRegistration;

struct ManifestField {
  const char* key;
  unsigned kinds;
  void (*take)(ManifestItem&, const MemberOf&);
  bool is_of(ManifestKind kind) const { return kinds & (kind == ManifestKind::issue ? kIssue : kRegistration); }
};

constexpr ManifestField kManifestFields[] = {
    {"csr", kEither, [](ManifestItem& i, const MemberOf& m) { i.csr = m.text(); }},
    {"csrFile", kEither, [](ManifestItem& i, const MemberOf& m) { i.csr_file = m.text(); }},
    {"clientMachine", kEither, [](ManifestItem& i, const MemberOf& m) { i.client_machine = m.text(); }},
    {"profile", kEither, [](ManifestItem& i, const MemberOf& m) { i.profile = m.text(); }},
    {"notAfter", kEither, [](ManifestItem& i, const MemberOf& m) { i.not_after = m.text(); }},
    {"out", kEither, [](ManifestItem& i, const MemberOf& m) { i.out = m.text(); }},
    {"san", kIssue, [](ManifestItem& i, const MemberOf& m) { i.sans = m.texts(); }},
    {"capability", kRegistration, [](ManifestItem& i, const MemberOf& m) { i.capabilities = m.texts(); }},
    {"platform", kRegistration, [](ManifestItem& i, const MemberOf& m) { i.platform = m.text(); }},
    {"version", kRegistration, [](ManifestItem& i, const MemberOf& m) { i.version = m.text(); }},
    {"param", kRegistration, [](ManifestItem& i, const MemberOf& m) { i.parameters = m.pairs(); }},
};

[[noreturn]] void unknown_member(const std::string& where, const std::string& key, ManifestKind kind) {
  std::vector<std::string> known;
  for (const ManifestField& field : kManifestFields)
    if (field.is_of(kind)) known.push_back(field.key);
  const std::string near = nearest(key, known);
  bad_line(where, "unknown member '" + printable(key) + "'",
           near.empty() ? "one of: " + join(known, ", ") : "did you mean '" + near + "'?");
}

void take_member(ManifestItem& item, const MemberOf& member, ManifestKind kind) {
  const auto field = std::find_if(std::begin(kManifestFields), std::end(kManifestFields),
                                  [&](const ManifestField& f) { return member.key == f.key && f.is_of(kind); });
  if (field == std::end(kManifestFields)) unknown_member(member.where, member.key, kind);
  field->take(item, member);
}

}  // namespace

void require_plain_name(const std::string& name, const std::string& where) {
  const bool plain = !name.empty() && name.size() <= kNameBytes && name.front() != '.' && name.front() != '-' &&
                     name.find_first_of("/\\") == std::string::npos && printable(name) == name;
  if (!plain)
    throw Error(Kind::usage, "batch.out", where + ": '" + printable(name) + "' is no name for a file",
                "name a file in the directory --out: no path, no leading dot or dash, at most 200 bytes");
}

ManifestItem read_manifest_line(std::string_view line, const std::string& where, ManifestKind kind) {
  const Value object = parse_json(line, where, kLineLimits);
  if (!object.is_map()) bad_line(where, "it is no JSON object");
  ManifestItem item;
  for (const auto& [key, value] : object.members()) take_member(item, {where, key, value}, kind);
  if (item.csr && !item.csr_file.empty()) bad_line(where, "csr and csrFile exclude each other");
  if (kind == ManifestKind::issue && !item.csr && item.csr_file.empty())
    bad_line(where, "there is no csr", "give csr, the request itself, or csrFile, its file");
  if (kind == ManifestKind::registration && item.client_machine.empty() && !item.csr && item.csr_file.empty())
    bad_line(where, "there is neither clientMachine nor csr");
  if (!item.out.empty()) require_plain_name(item.out, where);
  return item;
}

}  // namespace pkit
