#include "path/name_match.h"

#include <algorithm>

#include "base/text.h"
#include "x509/san.h"

namespace pkit::path {

namespace {

using x509::GeneralName;
using x509::NameForm;

Match match(bool is) { return is ? Match::yes : Match::no; }

/// `name` is `base` or ends in ".base"; both in lower case.
bool in_domain(std::string_view name, std::string_view base) {
  if (base.empty() || name == base) return true;
  return name.size() > base.size() && name.ends_with(base) && name[name.size() - base.size() - 1] == '.';
}

/// A subtree that begins with a dot is everything below it, and not it itself.
bool in_subtree(std::string_view name, std::string_view base) {
  if (!base.starts_with('.')) return in_domain(name, base);
  return name.size() > base.size() && name.ends_with(base);
}

/// "*.example.com" stands for one more label: some of it is in "a.example.com", all of it in "example.com".
bool wildcard_in(std::string_view parent, std::string_view base, bool whole) {
  if (base.starts_with('.')) base.remove_prefix(1);
  if (in_domain(parent, base)) return true;
  if (whole) return false;
  const std::size_t dot = base.find('.');
  return dot != std::string_view::npos && base.substr(dot + 1) == parent;
}

/// The standard has no dot before a domain here: with it, what is below is permitted, and the domain itself is excluded
/// too, since readers differ.
Match dns_within(const std::string& text, const std::string& subtree, bool whole) {
  if (!x509::valid_dns_name_but_underscores(text)) return Match::unjudged;
  const std::string name = lower(text);
  std::string base = lower(subtree);
  if (!whole && base.starts_with('.')) base.erase(0, 1);
  if (name.starts_with("*.")) return match(wildcard_in(std::string_view(name).substr(2), base, whole));
  return match(in_subtree(name, base));
}

struct Mailbox {
  std::string local, domain;  // the domain in lower case
};

std::optional<Mailbox> mailbox(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size()) return std::nullopt;
  return Mailbox{std::string(text.substr(0, at)), lower(text.substr(at + 1))};
}

/// A mailbox, a host, or what is below a domain (a leading dot).
Match email_within(std::string_view text, const std::string& subtree) {
  const std::optional<Mailbox> name = mailbox(text);
  if (!name || text.find('\0') != std::string_view::npos) return Match::unjudged;
  if (!x509::valid_dns_name(name->domain) || name->domain.starts_with("*")) return Match::unjudged;  // a final dot, too
  if (subtree.find('@') != std::string::npos) return match(same_mailbox(text, subtree));
  const std::string base = lower(subtree);
  if (base.empty()) return Match::yes;
  return match(base.starts_with('.') ? in_subtree(name->domain, base) : name->domain == base);
}

/// A host, or what is below a domain. A URI without a host is judged by nobody, so that it is refused.
Match uri_within(const std::string& text, const std::string& subtree) {
  const std::optional<std::string> host = uri_host(text);
  if (!host) return Match::unjudged;
  const std::string base = lower(subtree);
  if (base.empty()) return Match::yes;
  return match(base.starts_with('.') ? in_subtree(*host, base) : *host == base);
}

/// ::ffff:a.b.c.d is a.b.c.d.
bool is_mapped(BytesView address) {
  if (address.size() != 16) return false;
  const auto zeros = std::all_of(address.begin(), address.begin() + 10, [](std::uint8_t octet) { return octet == 0; });
  return zeros && address[10] == 0xff && address[11] == 0xff;
}

bool address_within(BytesView address, BytesView range) {
  const std::size_t size = range.size() / 2;
  for (std::size_t i = 0; i < size; ++i)
    if (((address[i] ^ range[i]) & range[size + i]) != 0) return false;
  return true;
}

/// The range of IPv4 addresses that a range of mapped ones is; nothing where it is none.
std::optional<Bytes> mapped_range(BytesView range) {
  if (range.size() != 32 || !is_mapped(range.first(16))) return std::nullopt;
  const BytesView mask = range.subspan(16);
  if (!std::all_of(mask.begin(), mask.begin() + 12, [](std::uint8_t octet) { return octet == 0xff; }))
    return std::nullopt;
  Bytes short_range(range.begin() + 12, range.begin() + 16);
  short_range.insert(short_range.end(), mask.begin() + 12, mask.end());
  return short_range;
}

/// An excluded range holds for an address in either way of writing it; a permitted one for its own.
Match ip_within(BytesView address, BytesView range, bool whole) {
  if (address.size() != 4 && address.size() != 16) return Match::unjudged;
  if (address.size() * 2 == range.size() && address_within(address, range)) return Match::yes;
  if (whole) return Match::no;
  if (is_mapped(address) && range.size() == 8) return match(address_within(address.subspan(12), range));
  const std::optional<Bytes> mapped = mapped_range(range);
  return match(address.size() == 4 && mapped && address_within(address, *mapped));
}

bool is_mail(const GeneralName& name) { return name.form == NameForm::other && name.text == kSmtpUtf8Mailbox; }

}  // namespace

std::optional<std::string> uri_host(std::string_view uri) {
  const std::size_t start = uri.find("://");
  if (start == std::string_view::npos || start == 0 || uri.find(':') != start) return std::nullopt;
  std::string_view authority = uri.substr(start + 3);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  if (authority.find('\\') != std::string_view::npos) return std::nullopt;  // readers differ on where the host ends
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) authority.remove_prefix(at + 1);
  if (authority.starts_with('[')) return std::nullopt;
  const std::size_t colon = authority.find(':');
  if (colon != std::string_view::npos) {
    const std::string_view port = authority.substr(colon + 1);
    if (port.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    authority = authority.substr(0, colon);
  }
  std::string host = lower(authority);
  if (!x509::valid_dns_name(host) || host.starts_with("*")) return std::nullopt;  // nor is it an address
  return host;
}

bool names_host(std::string_view dns_name, std::string_view host) {
  if (!x509::valid_dns_name(dns_name) || !x509::valid_dns_name(host) || host.starts_with("*")) return false;
  const std::string name = lower(dns_name), wanted = lower(host);
  if (!name.starts_with("*.")) return name == wanted;
  const std::size_t dot = wanted.find('.');
  return dot != std::string::npos && std::string_view(wanted).substr(dot) == std::string_view(name).substr(1) &&
         name.find('.', 2) != std::string::npos;  // "*.com" stands for nobody
}

bool same_mailbox(std::string_view a, std::string_view b) {
  const std::optional<Mailbox> first = mailbox(a), second = mailbox(b);
  return first && second && first->local == second->local && first->domain == second->domain;
}

Match within(const GeneralName& name, const GeneralName& subtree, bool whole) {
  if (is_mail(name) && subtree.form == NameForm::email) {
    const std::optional<std::string> text = x509::utf8_value(name);
    return text ? email_within(*text, subtree.text) : Match::unjudged;
  }
  if (name.form != subtree.form) return Match::no;
  switch (name.form) {
    case NameForm::dns:
      return dns_within(name.text, subtree.text, whole);
    case NameForm::email:
      return email_within(name.text, subtree.text);
    case NameForm::uri:
      return uri_within(name.text, subtree.text);
    case NameForm::ip:
      return ip_within(name.octets, subtree.octets, whole);
    case NameForm::directory:
      return match(name.comparable.starts_with(subtree.comparable));  // a prefix of RDNs is one of the text
    case NameForm::other:
    case NameForm::x400:
    case NameForm::edi:
    case NameForm::registered:
      return Match::unjudged;
  }
  return Match::unjudged;
}

}  // namespace pkit::path
