// Names as people write them: a distinguished name becomes DER that libcrypto reads as the same, and its text reads as
// the same name; TYPE:VALUE becomes an extension that libcrypto reads as the same.
#include "x509/name.h"

#include "libcrypto.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

using x509::Name;

void same_name(const Name& ours) {
  const unsigned char* next = ours.der().data();
  const ossl::Owned<X509_NAME, X509_NAME_free> theirs(
      d2i_X509_NAME(nullptr, &next, static_cast<long>(ours.der().size())));
  PROMISE(theirs != nullptr);
  PROMISE(values(theirs.get()) == values(ours));
  const Name again = Name::parse(ours.der());
  PROMISE(values(again) == values(ours) && again.same_as(ours));
  PROMISE(Name::from_text(ours.text()).der() == ours.der());
}

void same_san(const x509::San& san) {
  PROMISE(x509::san_fault(san).empty());
  const Bytes der = x509::write_sans({san});
  const unsigned char* next = der.data();
  const ossl::Owned<GENERAL_NAMES, GENERAL_NAMES_free> theirs(
      static_cast<GENERAL_NAMES*>(d2i_GENERAL_NAMES(nullptr, &next, static_cast<long>(der.size()))));
  PROMISE(theirs != nullptr && sans(theirs.get()) == sans({san}));
  std::vector<Fault> faults;
  PROMISE(x509::read_sans(der, faults) == std::vector{san} && faults.empty());
}

}  // namespace

int fuzz_name(BytesView bytes) {
  const std::string_view text = as_text(bytes);
  if (const auto name = accepted({"name."}, [&] { return Name::from_text(text); })) same_name(*name);
  if (const auto san = accepted({"san.text"}, [&] { return x509::parse_san(text); })) same_san(*san);
  ossl::forget_errors();
  return 0;
}

}  // namespace pkit::fuzz
