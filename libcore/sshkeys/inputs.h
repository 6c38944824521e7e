// The inputs of a new SSH key, which ssh-key generate takes and ssh-key rotate within its own. Internal to sshkeys/.
#pragma once

#include "ssh/private_key.h"
#include "sshkeys/operations.h"

namespace pkit::sshkeys {

/// The rows of a GenerateRequest, to which `way` leads.
template <auto... way>
constexpr Input out_input() {
  return input_as<AsFile, way..., &GenerateRequest::out>(
             "out", "where the private key is written, new and 0600; FILE.pub gets the public one")
      .needed();
}
template <auto... way>
constexpr Input key_type_input(const char* help) {
  return input<way..., &GenerateRequest::key_type>("key-type", "TYPE", help).among(ssh::new_key_words);
}
template <auto... way>
constexpr Input passphrase_input() {
  return secret<way..., &GenerateRequest::passphrase>("passphrase-file", "FILE",
                                                      "encrypt the key with the passphrase in FILE");
}
template <auto... way>
constexpr Input plain_input() {
  return input<way..., &GenerateRequest::plain>("no-passphrase", "", "leave the key unencrypted");
}
template <auto... way>
constexpr Input comment_input() {
  return input<way..., &GenerateRequest::comment>("comment", "TEXT", "what stands behind the key in each file");
}
template <auto... way>
constexpr Input username_input() {
  return input<way..., &GenerateRequest::username>("username", "NAME", "whose key it is");
}
template <auto... way>
constexpr Input lifetime_input() {
  return input_as<AsDuration, way..., &GenerateRequest::lifetime>("lifetime", "after which it is to be another one");
}

/// Where a key lets in from now on, of the request of which `stores` and `options` are members.
template <auto stores>
constexpr Input stores_input() {
  return input<stores>("store", "STORE", "an ssh-authorized-keys store in which it lets in from now on");
}
template <auto options>
constexpr Input options_input() {
  return input<options>("options", "OPTIONS", "what stands before it there, as in sshd(8)");
}
template <class Request>
constexpr Input dry_run_input() {
  return input<&Request::common, &Common::dry_run>("dry-run", "", "tell what would happen, but change nothing");
}

}  // namespace pkit::sshkeys
