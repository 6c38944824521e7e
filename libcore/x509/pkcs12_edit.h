// PKCS#12 as a store of many entries: what is in it, and the same file with some of it changed.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace pkit::x509 {

/// One bag of a file.
struct Pkcs12Bag {
  enum class Is { key, certificate, other };
  Is is = Is::other;
  std::string alias;                              // friendlyName, UTF-8; empty: none
  Bytes local_id;                                 // localKeyID; empty: none
  Bytes certificate;                              // DER, of a certificate
  Bytes sha256;                                   // of the bag as it is stored: of a key encrypted
  bool encrypted_well = true;                     // false: by a cipher that nobody should use any more
  std::optional<std::size_t> key_of_certificate;  // of a certificate: the index of its key's bag
};
/// All of a file.
struct Pkcs12Inside {
  std::vector<Pkcs12Bag> bags;
  std::vector<std::string> unread;  // a sentence for each thing in it that is not understood
};
/// In the file's order. Errors as open_pkcs12(), and {input "key.file"} for bags within bags, which others do not make
/// and could not be changed one by one.
Pkcs12Inside pkcs12_bags(BytesView pkcs12, const Secret& password);

/// A key, a certificate, or both of one entry.
struct Pkcs12Added {
  Secret pkcs8;          // plain, empty: none
  Bytes certificate;     // DER, empty: none
  std::string alias;     // friendlyName of both; empty: none
  Bytes local_id;        // of a certificate whose key is there already; with a key it is made
  bool trusted = false;  // a certificate without a key that Java takes for a trusted one
};
/// The file without the bags of these indices and with what is added behind the others, which stay byte for byte, keys
/// encrypted as they were. All else is encrypted as make_pkcs12() does it. `pkcs12` empty: a new file. Error{input
/// "key.file"} where something in it is not understood, which would be lost.
Secret edit_pkcs12(BytesView pkcs12, const Secret& password, const std::set<std::size_t>& dropped,
                   const std::vector<Pkcs12Added>& added);

}  // namespace pkit::x509
