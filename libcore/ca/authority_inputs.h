// Inputs that several operations on authorities have: which key signs, and how long what it signs lives. Internal to
// ca/.
#pragma once

#include "ca/authorities.h"

namespace pkit {

/// The rows of a request's `issuer` and `root_next_update`.
template <class Request>
constexpr Input issuer_key_input() {
  return input_as<AsFile, &Request::issuer, &IssuerKey::file>(
      "issuer-key", "the key of the CA above; by default beside its certificate");
}
template <class Request>
constexpr Input issuer_passphrase_input() {
  return input<&Request::issuer, &IssuerKey::passphrase>("issuer-passphrase-file", "FILE",
                                                         "its passphrase; by default that of the authority's keys")
      .is_source();
}
template <class Request>
constexpr Input root_next_update_input() {
  return input_as<AsCrlLife, &Request::root_next_update>("root-next-update",
                                                         "until when the CRL of the CA above is good, 365d by default");
}
/// Of a CA that is made.
template <class Request>
constexpr Input years_input() {
  return input_as<AsNumberFrom<1, 50>, &Request::years>(
      "years", "how long it lives, 10 by default; never longer than its issuer");
}
template <class Request>
constexpr Input permitted_input() {
  return input<&Request::permitted>("permit", "SUBTREE",
                                    "names below it must be in one of these: dns:corp.example, ip:10.0.0.0/8");
}
template <class Request>
constexpr Input excluded_input() {
  return input<&Request::excluded>("exclude", "SUBTREE", "names below it may be in none of these");
}

}  // namespace pkit
