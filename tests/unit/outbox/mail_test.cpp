// Messages of an outbox (RFC 5322): what somebody else chose begins no line of the head, and no line is too long.
#include "outbox/mail.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/text.h"

using namespace pkit;

namespace {

Mail mail_of(const std::string& subject, Value facts) {
  return {.from = "pkit@localhost",
          .to = "ops@corp.example",
          .subject = subject,
          .date = parse_time("2028-02-29T23:59:59Z").value(),
          .key = "k",
          .facts = std::move(facts)};
}

std::string line_of(const std::string& text, const std::string& start) {
  const std::size_t at = text.find("\r\n" + start);
  return at == std::string::npos ? "" : text.substr(at + 2, text.find("\r\n", at + 2) - at - 2);
}

}  // namespace

TEST_CASE("a message says from whom, to whom, when and what") {
  const std::string text = mail_text(mail_of("owners: x", Value::map({{"kind", "certificate.expiring"}})));
  CHECK(text.starts_with("From: pkit@localhost\r\nTo: ops@corp.example\r\nSubject: owners: x\r\n"));
  CHECK(line_of(text, "Date:") == "Date: Tue, 29 Feb 2028 23:59:59 +0000");
  CHECK(text.ends_with("\r\n\r\nkind: certificate.expiring\r\n"));
}

TEST_CASE("no name begins a line of the head or ends it") {
  const std::string text = mail_text(mail_of("a\r\nBcc: eve@evil.example\r\n\r\nbody", Value::map()));
  CHECK(line_of(text, "Bcc").empty());
  CHECK(line_of(text, "Subject:") == "Subject: a\\x0d\\x0aBcc: eve@evil.example\\x0d\\x0a\\x0d\\x0abody");
  const std::string body = mail_text(mail_of("s", Value::map({{"data.subject", "CN=a\r\n.\r\nQUIT"}})));
  CHECK(body.ends_with("\r\n\r\ndata.subject: CN=a\\x0d\\x0a.\\x0d\\x0aQUIT\r\n"));
}

TEST_CASE("a subject that is not ASCII is encoded words of whole characters (RFC 2047 5)") {
  std::string name;
  for (int i = 0; i < 60; ++i) name += "\xc3\xbc";
  const std::string text = mail_text(mail_of(name, Value::map()));
  CHECK(text.find("Subject: =?utf-8?B?w7zDvMO8") != std::string::npos);
  const std::size_t from = text.find("Subject: "), to = text.find("\r\nDate:");
  for (const std::string& line : split(text.substr(from, to - from), '\n')) CHECK(line.size() <= 78);
}

TEST_CASE("no line is longer than a mail server takes (RFC 5322 2.1.1)") {
  const std::string long_text(5000, 'x');
  const std::string text = mail_text(mail_of(long_text, Value::map({{"reason", long_text}})));
  for (const std::string& line : split(text, '\n')) CHECK(line.size() <= 999);
  CHECK(std::count(text.begin(), text.end(), 'x') >= 5000 + 100);
}
