#include "authority/returned.h"

#include <algorithm>
#include <utility>

#include "x509/oid.h"
#include "x509/pem.h"

namespace pkit::authority {

namespace {

// Clocks differ, and other CAs back-date too: that much is let pass at the beginning. The end is never let pass.
constexpr Duration kAhead = 60'000, kBackDated = 24LL * 3600 * 1000;

Fault fault_in(std::string where, std::string what) {
  return {Kind::config, "gateway.certificate", std::move(where), std::move(what), ""};
}

/// An absent usage permits everything.
void judge_words(const char* where, const std::vector<std::string>& has, const std::vector<std::string>& granted,
                 std::vector<Fault>& faults) {
  if (has.empty() && !granted.empty())
    faults.push_back(fault_in(where, "it has none, so that it may be used for anything"));
  for (const std::string& word : has)
    if (std::find(granted.begin(), granted.end(), word) == granted.end())
      faults.push_back(fault_in(where, "it may be used for " + printable(word)));
}

class Judge {
 public:
  Judge(const x509::Certificate& certificate, const Wanted& wanted) : c_(certificate), wanted_(wanted) {}

  std::vector<Fault> judge() {
    judge_maker();
    judge_names();
    judge_dates();
    for (Fault& each : judge_usages(c_, wanted_.granted)) faults_.push_back(std::move(each));
    judge_extensions();
    return std::move(faults_);
  }

 private:
  void fault(std::string where, std::string what) { faults_.push_back(fault_in(std::move(where), std::move(what))); }

  void judge_maker() {
    if (!x509::issued_by(c_, wanted_.issuer))
      fault("issuer", "it is not signed by '" + wanted_.issuer.subject.text() + "'");
    if (!equal(c_.key.spki(), wanted_.granted.spki)) fault("key", "it is over another key than the CSR");
    if (c_.version != 3) fault("version", "it is of version " + std::to_string(c_.version));
    // RFC 5280 4.1.2.2: positive, of at most 20 octets.
    const bool positive = !c_.serial.empty() && (c_.serial[0] & 0x80) == 0 && c_.serial != Bytes{0};
    if (!positive || c_.serial.size() > 20) fault("serial", "its serial is not positive, or longer than 20 octets");
  }

  void judge_names() {
    const x509::Name granted = x509::Name::parse(wanted_.granted.subject);
    if (!c_.subject.same_as(granted))
      fault("subject", "it is for '" + printable(c_.subject.text()) + "' and not for '" + granted.text() + "'");
    for (const Fault& unread : c_.san_faults) fault("subjectAltName", printable(unread.what));
    std::vector<x509::San> has = c_.sans, wants = wanted_.granted.sans;
    std::sort(has.begin(), has.end());
    std::sort(wants.begin(), wants.end());
    for (const x509::San& san : has)
      if (!std::binary_search(wants.begin(), wants.end(), san))
        fault("subjectAltName", "it also names " + printable(x509::san_text(san)));
    for (const x509::San& san : wants)
      if (!std::binary_search(has.begin(), has.end(), san))
        fault("subjectAltName", "it does not name " + printable(x509::san_text(san)));
  }

  void judge_dates() {
    if (c_.not_after > wanted_.granted.not_after)
      fault("notAfter",
            "it ends at " + print_time(c_.not_after) + ", later than " + print_time(wanted_.granted.not_after));
    if (c_.not_before > wanted_.now + kAhead) fault("notBefore", "it begins only at " + print_time(c_.not_before));
    if (c_.not_after < wanted_.now) fault("notAfter", "it ended at " + print_time(c_.not_after));
    if (c_.not_before < wanted_.asked - kBackDated)
      fault("notBefore", "it began at " + print_time(c_.not_before) + ", long before it was asked for");
  }

  /// RFC 5280 4.2: who meets a critical extension that it does not know must refuse the certificate.
  void judge_extensions() {
    static constexpr x509::oid::Oid kKnown[] = {x509::oid::kKeyUsage, x509::oid::kSubjectAltName,
                                                x509::oid::kBasicConstraints, x509::oid::kExtendedKeyUsage};
    for (const x509::Extension& extension : c_.extensions)
      if (extension.critical && std::find(std::begin(kKnown), std::end(kKnown), extension.oid) == std::end(kKnown))
        fault("extension", "its critical extension " + extension.oid + " is not known here");
  }

  const x509::Certificate& c_;
  const Wanted& wanted_;
  std::vector<Fault> faults_;
};

}  // namespace

x509::Certificate read_returned(std::string_view pem) {
  const std::vector<x509::PemBlock> blocks = x509::read_pem(pem);
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----", kEnd = "-----END CERTIFICATE-----";
  const std::string_view text = trim(pem);
  if (blocks.size() != 1 || !text.starts_with(kBegin) || !text.ends_with(kEnd))
    throw Error(Kind::input, "gateway.certificate", "it is not one certificate as PEM and nothing else");
  return x509::parse_certificate(blocks.front().der);
}

std::vector<Fault> judge_usages(const x509::Certificate& certificate, const x509::CertificateFields& granted) {
  std::vector<Fault> faults;
  if (certificate.is_ca.value_or(false) || certificate.path_length)
    faults.push_back(fault_in("basicConstraints", "it is a CA certificate"));
  judge_words("keyUsage", certificate.key_usage, granted.key_usage, faults);
  judge_words("extendedKeyUsage", certificate.extended_key_usage, granted.extended_key_usage, faults);
  return faults;
}

std::vector<Fault> judge_returned(const x509::Certificate& certificate, const Wanted& wanted) {
  return Judge(certificate, wanted).judge();
}

}  // namespace pkit::authority
