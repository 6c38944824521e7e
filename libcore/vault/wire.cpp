#include "vault/wire.h"

#include <algorithm>
#include <charconv>

#include "base/table.h"
#include "vault/objects.h"
#include "vault/shapes.h"

namespace pkit::vault {

namespace {

[[noreturn]] void no_vault_reply(const std::string& why) {
  throw Error(Kind::input, "gate.reply", "the gate's reply is not one about this object: " + why,
              "what --via runs must be a pkit gate");
}

void require_shape(const Value& data, const Shape& shape) {
  const std::vector<Flaw> flaws = flaws_in(data, shape, "", {.others = Others::taken});
  if (!flaws.empty()) no_vault_reply(flaws.front().what);
}

/// The other side could answer with another object that its owner sealed.
void require_asked(const ObjectVersion& object, const std::string& vault, const std::string& name) {
  const std::vector<std::string> sides = split(object.vault, '+');
  if (object.name == name && std::find(sides.begin(), sides.end(), vault) != sides.end()) return;
  no_vault_reply("it is of '" + printable(object.name) + "', sealed for '" + printable(object.vault) + "'");
}

Bytes octets_of(const Value& data, const char* key) { return from_base64(data.text_or(key)).value_or(Bytes()); }

}  // namespace

std::int64_t number_in(const std::string& text, const char* what) {
  std::int64_t number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number >= 0) return number;
  throw Error(Kind::usage, "vault.part", std::string(what) + ": '" + printable(text) + "' is no number of octets");
}

Begun begun_in(const Value& data, const std::string& vault, const std::string& name) {
  require_shape(data, shape::object_sealed);
  const Value& object = data["object"];
  Begun begun{object.text_or("id"), {data.text_or("sealedFor"), object.text_or("name"), object["version"].as_int()}};
  require_asked(begun.object, vault, name);
  return begun;
}

Opened opened_in(const Value& data, const std::string& vault, const std::string& name) {
  require_shape(data, shape::object_opened);
  const Value& object = data["object"];
  Opened opened{{data.text_or("sealedFor"), object.text_or("name"), object["version"].as_int()},
                vault,
                {octets_of(data, "envelope"), octets_of(data, "signature")},
                object["sealedSize"].as_int(),
                {}};
  require_asked(opened.object, vault, name);
  for (const Value& id : data["contents"].items()) opened.ids.push_back(id.as_text());
  if (opened.ids.empty()) no_vault_reply("it has no contents");
  return opened;
}

Bytes part_in(const Value& data) {
  require_shape(data, shape::object_part);
  return octets_of(data, "part");
}

std::vector<OwnedWrap> wraps_in(const Value& data) {
  require_shape(data, shape::object_wraps);
  std::vector<OwnedWrap> wraps;
  for (const Value& one : data["wraps"].items())
    wraps.push_back({one.text_or("object"),
                     {one.text_or("sealedFor"), one.text_or("name"), one["version"].as_int()},
                     {octets_of(one, "envelope"), octets_of(one, "signature")}});
  return wraps;
}

}  // namespace pkit::vault
