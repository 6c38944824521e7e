// GeneralNames (RFC 5280 4.2.1.6) of all nine forms as values: for whoever compares names rather than grants them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "x509/name.h"

namespace pkit::x509 {

struct Certificate;

enum class NameForm { other, email, dns, x400, directory, edi, uri, ip, registered };

struct GeneralName {
  NameForm form = NameForm::dns;
  std::string text;  // email, dns and uri as they stand, whatever octets those are; the OID of registered and other
  Name directory;
  std::string comparable;  // of a directory name: as normalized(directory) has it, so that it is made once
  Bytes octets;            // of an address; the DER of an otherName's value; of x400 and edi the whole element
};

GeneralName directory_name(Name name);

const char* name_form_word(NameForm form);  // "otherName", "rfc822Name", "dNSName", ... as RFC 5280 spells them

/// A GeneralNames with its tag (a SEQUENCE), which must not be empty. Error{input "der.*", "name.*"}.
std::vector<GeneralName> read_general_names(BytesView sequence, std::size_t offset = 0);
/// Those of a certificate's subjectAltName; none where it has none.
std::vector<GeneralName> alternative_names(const Certificate& certificate);

/// The string of an otherName's value (a UTF8String, as in a UPN and in RFC 9598's SmtpUTF8Mailbox); nothing where it
/// is none.
std::optional<std::string> utf8_value(const GeneralName& other);

}  // namespace pkit::x509
