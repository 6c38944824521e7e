// Reads one SubjectPublicKeyInfo and judges it; each kind of key has a file of its own. Included by x509/ alone.
#pragma once

#include <optional>
#include <string>

#include "x509/der.h"
#include "x509/key.h"

namespace pkit::x509 {

struct KeyReader {
  KeySource source;
  Oddities* seen;
  PublicKey key;
  bool representable = false;  // `key` says what was read
  bool checkable = false;
  std::vector<Fault> faults;

  /// Throws Error{input} for what is no DER; every other fault goes into `faults`.
  void read(BytesView spki, std::size_t offset);
  JudgedKey judged() &&;

 private:
  /// The subjectPublicKey and the parameters beside the algorithm's OID.
  struct Parts {
    const der::Reader& algorithm;
    std::string oid;
    std::optional<der::Element> parameters;
    BytesView bits;
    std::size_t bits_offset;
  };

  void read_ec(const Parts& parts);
  bool judge_form(const Parts& parts);  // of an EC point: may it be read?
  void read_rsa(const Parts& parts);
  void judge_parameters(const Parts& parts);  // of rsaEncryption
  void judge_rsa(const Parts& parts);
  void judge_exponent(const Parts& parts);
  void judge_factors(const Parts& parts);
  void read_pss_key(const Parts& parts);
  void read_ed25519(const Parts& parts);
  void read_other(const Parts& parts);
  void name_other(const std::string& name);  // a certificate's: what it is called is all that we know

  void malformed(const char* code, const std::string& what, std::size_t at);
  void not_taken(const char* code, const std::string& what, std::size_t at, std::string hint);
  void add(Kind kind, const char* code, const std::string& what, std::size_t at, std::string hint);

  /// Fills what `canonical` (a whole SubjectPublicKeyInfo) identifies the key by.
  void identify(BytesView canonical);
};

}  // namespace pkit::x509
