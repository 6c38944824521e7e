#include "x509/names/general_name.h"

#include "x509/name.h"
#include "x509/names/strings.h"

namespace pkit::x509 {

namespace {

void check_other_name(der::Reader fields) {
  der::oid(fields.expect(der::kOid, "type-id"));
  der::Reader value = fields.enter(der::context(0, true), "value");
  fields.end("otherName");
  der::check(value, value.next());
  value.end("value");
}

void check_directory_name(der::Reader fields) {
  const der::Element name = fields.expect(der::kSequence, "directoryName");
  fields.end("directoryName");
  Name::parse(name.whole, name.offset);
}

/// DirectoryString is a CHOICE, so its tags are explicit.
void check_directory_string(der::Reader fields) {
  read_string(fields.next());
  fields.end("DirectoryString");
}

void check_edi_party_name(der::Reader fields) {
  if (const auto assigner = fields.optional(der::context(0, true))) check_directory_string(fields.inside(*assigner));
  check_directory_string(fields.enter(der::context(1, true), "partyName"));
  fields.end("ediPartyName");
}

}  // namespace

void check_general_name(const der::Reader& parent, const der::Element& name) {
  switch (name.tag) {
    case der::context(0, true):
      return check_other_name(parent.inside(name));
    case der::context(1, false):
    case der::context(2, false):
    case der::context(6, false):
    case der::context(7, false):
      return;
    case der::context(3, true):
      return der::check(parent, name);
    case der::context(4, true):
      return check_directory_name(parent.inside(name));
    case der::context(5, true):
      return check_edi_party_name(parent.inside(name));
    case der::context(8, false):
      der::oid(name);
      return;
    default:
      der::fail("der.type", "GeneralName of an unknown type", name.offset);
  }
}

void check_general_names(der::Reader names) {
  while (!names.empty()) {
    const der::Element name = names.next();
    check_general_name(names, name);
  }
}

}  // namespace pkit::x509
