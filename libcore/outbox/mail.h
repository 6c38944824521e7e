// A message in an outbox directory: one file, which whoever sends mail takes from there (RFC 5322).
#pragma once

#include <string>

#include "base/file.h"
#include "base/text.h"
#include "base/value.h"

namespace pkit {

struct Mail {
  std::string from, to;  // addresses, visible ASCII
  std::string subject;   // any text: what is not printable is escaped, what is not ASCII encoded (RFC 2047)
  Time date = 0;
  std::string key;  // the message's id comes from it, and the file's name
  Value facts;      // a map: a line each
};
std::string mail_text(const Mail& mail);

/// Writes it into the directory as ID.eml, 0600, whole or not at all. A file of that name is the same message, written
/// by a try that failed later: it stays. Error{state "file.write"}, {not_found "file.missing"} where there is no
/// directory.
void put_mail(const Path& directory, const Mail& mail);

}  // namespace pkit
