#include "decision/name_holder.h"

#include <optional>

#include "authority/chain.h"
#include "decision/plan.h"
#include "setup/setup.h"
#include "store/accounts.h"
#include "store/certificates.h"
#include "x509/certificate.h"
#include "x509/name_norm.h"

namespace pkit {

namespace {

/// A subject as the state has it; nothing where it is none that we would read again.
std::optional<x509::Name> name_in(const std::string& text) {
  try {
    return x509::Name::from_text(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// The subject as it will be signed where a profile keeps the CN alone.
x509::Name common_name_of(const x509::Name& subject) {
  const std::vector<std::string> cns = subject.values("CN");
  return cns.empty() ? x509::Name() : x509::Name::of({{"CN", cns.front()}});
}

/// An authority's chain; nothing where it cannot be read or has ended: what it signed before is in the state.
std::vector<x509::Certificate> readable_chain(const authority::AuthorityConfig& config, Time now) {
  try {
    return authority::read_chain(config, now);
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

bool collides(const x509::Name& subject, const x509::Name& other) {
  const x509::Name shorter = common_name_of(subject);
  const std::string norm = x509::normalized(other);
  return norm == x509::normalized(subject) || (!shorter.empty() && norm == x509::normalized(shorter));
}

std::string holder_of_name(store::Read& read, const x509::Name& subject, const std::string& principal) {
  std::string holder;
  const auto taken = [&](const x509::Name& other) { return collides(subject, other); };
  for (const store::Issuer& issuer : store::issuers::all(read)) {
    const x509::Certificate ca = x509::parse_certificate(issuer.certificate);
    if (taken(ca.subject) || taken(ca.issuer)) return "a CA of this home";
  }
  store::accounts::each_subject(read, [&](const std::string& text, const std::string& who) {
    const std::optional<x509::Name> other = who == principal ? std::nullopt : name_in(text);
    if (other && taken(*other)) holder = "another principal";
    return holder.empty();
  });
  return holder;
}

KindEffectsPtr no_name_of_a_ca(const ReadSession&, const Setup& setup, const Run& run) {
  auto effects = std::make_shared<KindEffects>();
  if (!run.intake.csr) return effects;
  const x509::Name& subject = run.intake.csr->subject;
  for (const auto& [name, config] : setup.authorities)
    for (const x509::Certificate& ca : readable_chain(config, run.intake.now))
      if (collides(subject, ca.subject) || collides(subject, ca.issuer))
        effects->rejected =
            Fault{Kind::conflict, "csr.subject.duplicate", "", "the subject belongs to a CA of this home already",
                  "make a CSR with a subject of its own"};
  return effects;
}

}  // namespace pkit
