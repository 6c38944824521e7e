// What makes two URIs, or two e-mail addresses, the same one.
#pragma once

#include <string>
#include <string_view>

namespace pkit::pattern {

/// RFC 3986 6.2.2 and 6.2.3: scheme and host in lower case, escapes of unreserved characters undone and others in upper
/// case, dot segments resolved, the scheme's default port and the host's closing dot left out, an address as a host in
/// canonical form. The user part stays.
std::string normal_uri(std::string_view uri);
/// A URI pattern written so that it meets normal URIs: its scheme and host in lower case, without a default port.
/// Behind them case matters and stays.
std::string normal_uri_pattern(std::string_view pattern);
/// The user part of a URI's authority with its "@" ("ops@"); empty where it has none.
std::string_view user_part(std::string_view uri);
/// Is its host an IPv4-mapped address?
bool has_mapped_host(std::string_view uri);
/// May this glob take a "/", "?" or "#" where its author thought of a host or of one segment? A run that ends a pattern
/// below a host ("https://corp.example/a/*"), and "*" alone, say so plainly.
bool crosses_parts(std::string_view glob);
/// What to tell whoever wrote it at the place `name`.
std::string crossing_warning(const std::string& name, std::string_view glob);

/// The domain in lower case; the local part is the receiving host's own (RFC 5321 2.4) and stays.
std::string normal_email(std::string_view address);

}  // namespace pkit::pattern
