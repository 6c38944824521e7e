// One name against one subtree of a name constraint (RFC 5280 4.2.1.10, RFC 9549, RFC 9598), and against what a user
// asks for (RFC 9525).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "x509/general_names.h"

namespace pkit::path {

enum class Match { no, yes, unjudged };

/// Is the name inside the subtree? `whole`: is all that a wildcard stands for inside it (permitted); else is any of it
/// (excluded). `unjudged` where the form is one that nobody can judge, or the name is none.
Match within(const x509::GeneralName& name, const x509::GeneralName& subtree, bool whole);

/// The host of a URI's authority, lower case, without user and port; nothing where it has none, or an address.
std::optional<std::string> uri_host(std::string_view uri);

/// Does a dNSName speak of this host? A wildcard is a whole leftmost label and stands for one label.
bool names_host(std::string_view dns_name, std::string_view host);
/// Do two mailboxes mean the same? The local part is compared as it is, the domain without case.
bool same_mailbox(std::string_view a, std::string_view b);

/// RFC 9598: an otherName with an e-mail address whose local part is not ASCII.
inline constexpr std::string_view kSmtpUtf8Mailbox = "1.3.6.1.5.5.7.8.9";

}  // namespace pkit::path
