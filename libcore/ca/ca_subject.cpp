#include "ca/ca_subject.h"

#include <vector>

#include "authority/authority.h"
#include "ca/authority_change.h"
#include "store/certificates.h"
#include "x509/name_norm.h"

namespace pkit {

namespace {

/// Those that signed already, and those of pkit.yaml that can be read.
std::vector<x509::Certificate> known_cas(const ReadSession& session, const Setup& setup) {
  std::vector<x509::Certificate> known;
  session.state.read([&](store::Read& read) {
    for (const store::Issuer& issuer : store::issuers::all(read))
      known.push_back(x509::parse_certificate(issuer.certificate));
  });
  for (const auto& [name, config] : setup.authorities) try {
      for (x509::Certificate& ca : authority::read_issuers(config)) known.push_back(std::move(ca));
    } catch (const Error&) {  // config check tells of it
    }
  return known;
}

}  // namespace

void require_free_subject(const ReadSession& session, const Setup& setup, const x509::Name& subject, BytesView key_id) {
  const std::string wanted = x509::normalized(subject);
  bool of_this_key = false, of_another = false, of_an_issuer = false;
  for (const x509::Certificate& ca : known_cas(session, setup)) {
    if (x509::normalized(ca.subject) == wanted)
      (equal(ca.key.key_id(), key_id) ? of_this_key : of_another) = true;
    else
      of_an_issuer = of_an_issuer || x509::normalized(ca.issuer) == wanted;
  }
  // Of one that is known by its name alone, nobody can say that the key is its own.
  if (of_another || (of_an_issuer && !of_this_key))
    throw Error(Kind::conflict, "authority.subject", "a CA of this home is called '" + subject.text() + "' already",
                "a CA has a name of its own: --common-name, or another request");
}

void require_signs(Session& session, const Setup& setup, const x509::Certificate& signer) {
  for (const auto& [name, config] : setup.authorities) {
    if (config.is_gateway()) continue;
    const std::vector<x509::Certificate> chain = authority::read_issuers(config);
    if (equal(chain.front().key.spki(), signer.key.spki())) require_in_service(session, name);
  }
}

}  // namespace pkit
