#include "x509/general_names.h"

#include <utility>

#include "base/text.h"
#include "x509/certificate.h"
#include "x509/der.h"
#include "x509/name_norm.h"
#include "x509/names/general_name.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

void read_other(der::Reader fields, GeneralName& name) {
  name.text = der::oid(fields.expect(der::kOid, "type-id"));
  der::Reader value = fields.enter(der::context(0, true), "value");
  const BytesView whole = value.next().whole;
  name.octets.assign(whole.begin(), whole.end());
}

}  // namespace

const char* name_form_word(NameForm form) {
  constexpr const char* words[] = {"otherName",
                                   "rfc822Name",
                                   "dNSName",
                                   "x400Address",
                                   "directoryName",
                                   "ediPartyName",
                                   "uniformResourceIdentifier",
                                   "iPAddress",
                                   "registeredID"};
  return words[static_cast<std::size_t>(form)];
}

GeneralName directory_name(Name name) {
  GeneralName made;
  made.form = NameForm::directory;
  made.comparable = normalized(name);
  made.directory = std::move(name);
  return made;
}

GeneralName read_general_name(const der::Reader& parent, const der::Element& e) {
  check_general_name(parent, e);
  GeneralName name;
  name.form = static_cast<NameForm>(e.tag & 0x1f);
  switch (name.form) {
    case NameForm::email:
    case NameForm::dns:
    case NameForm::uri:
      name.text = as_text(e.content);
      break;
    case NameForm::other:
      read_other(parent.inside(e), name);
      break;
    case NameForm::directory: {
      const der::Element inner = parent.inside(e).expect(der::kSequence, "directoryName");
      name = directory_name(Name::parse(inner.whole, inner.offset));
      break;
    }
    case NameForm::ip:
      name.octets.assign(e.content.begin(), e.content.end());
      break;
    case NameForm::registered:
      name.text = der::oid(e);
      break;
    case NameForm::x400:
    case NameForm::edi:
      name.octets.assign(e.whole.begin(), e.whole.end());
  }
  return name;
}

std::vector<GeneralName> read_general_names(der::Reader names) {
  if (names.empty()) der::fail("san.empty", "GeneralNames without a name", names.offset());
  std::vector<GeneralName> all;
  while (!names.empty()) {
    const der::Element each = names.next();
    all.push_back(read_general_name(names, each));
  }
  return all;
}

std::vector<GeneralName> read_general_names(BytesView sequence, std::size_t offset) {
  der::Reader document(sequence, offset);
  const der::Element names = document.expect(der::kSequence, "GeneralNames");
  document.end("GeneralNames");
  return read_general_names(document.inside(names));
}

std::vector<GeneralName> alternative_names(const Certificate& certificate) {
  const Extension* extension = certificate.extension(oid::kSubjectAltName);
  return extension ? read_general_names(extension->value) : std::vector<GeneralName>();
}

std::optional<std::string> utf8_value(const GeneralName& other) {
  der::Reader document(other.octets);
  const der::Element value = document.next();
  if (value.tag != der::kUtf8String || !valid_utf8(as_text(value.content))) return std::nullopt;
  return std::string(as_text(value.content));
}

}  // namespace pkit::x509
