// What the kinds share: thumbprints, whose issuer a certificate is, and chains in their order.
#pragma once

#include <string>
#include <vector>

#include "certstores/kind.h"

namespace pkit::certstores {

/// SHA-1 of the DER, lower-case hex: the name that other systems give to a certificate. Nothing rests on it.
std::string thumbprint(const x509::Certificate& certificate);
std::string thumbprint(BytesView der);

/// Of each entry with a key: its `chain` from the certificates beside it, and `chain_of` of those. Whoever has a key
/// or stands in nobody's chain stands for itself.
void link_chains(std::vector<Entry>& entries);

/// The entries that are in the chain of this one and in no other's: what goes with it.
std::vector<std::size_t> own_chain(const Contents& contents, std::size_t entry);

/// `pool` as the chain of `leaf`: issuer first, each once, the root left out (its names are equal). Error{input
/// "certstore.chain"} for a certificate that is not in the chain.
std::vector<Bytes> ordered_chain(const x509::Certificate& leaf, const std::vector<x509::Certificate>& pool);

/// Of a kind whose entries have names: the one that an addition takes the place of, by its alias, else as PEM has it;
/// null where it is a further one. Error{conflict "certstore.several"}.
const Entry* place_by_name(const Contents& contents, const Addition& addition);
/// Of a new entry: what was asked for, else its CN, else its thumbprint.
std::string new_alias(const Addition& addition);
/// Error{conflict "certstore.taken"}: a name that follows from the certificate may be another entry's already.
void require_free_alias(const Contents& contents, const std::string& alias);

/// Error{conflict "certstore.other_key"}: a certificate without its key takes the place of one over the same key alone.
void require_same_key(const Entry& there, const Addition& addition);

/// The same under another alias.
Addition copied(const Addition& addition, std::string alias);

/// The key as plain PKCS#8 in DER.
Secret plain_pkcs8(const x509::PrivateKey& key);

/// "web1 is there already", with the remedy: B's Add of what exists without Overwrite (T-B3).
Edit left_as_it_is(const Entry& there, const Addition& addition);
/// The same of Remove of what is not there (T-B5).
Edit nothing_to_take(const std::string& alias);
/// All that is to go where `word` names an entry: what has its certificate, and its name where the kind has names.
/// Empty: there is none. Error{conflict "certstore.several"} where a thumbprint is that of entries with several names.
std::vector<std::size_t> named_entries(const Contents& contents, const std::string& word);
/// Error{conflict "certstore.bound"} where the entry is in the chain of another one.
void require_unbound(const Contents& contents, const Entry& entry);

}  // namespace pkit::certstores
