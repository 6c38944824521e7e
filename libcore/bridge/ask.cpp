#include "bridge/ask.h"

#include "bridge/log_in.h"
#include "bridge/trust.h"
#include "bridge/visit.h"

namespace pkit::bridge {

void require_realm(const Setup& setup, const std::string& realm) { find_realm(setup, realm); }

std::vector<Fault> csr_faults(Session& session, const Setup& setup, const std::string& realm, const x509::Csr& csr) {
  Visit visit(session, setup, realm, {});
  return visit.takes(csr) ? std::vector<Fault>{} : std::vector<Fault>{refused_csr()};
}

std::vector<Fault> certificate_faults(Session& session, const Setup& setup, const std::string& realm,
                                      const x509::Certificate& certificate) {
  Visit visit(session, setup, realm, {});
  if (visit.believes(certificate)) return {};
  return {{Kind::denied, "realm.certificate.refused", "", "the realm's PKI does not take the certificate",
           "its user enrols again: pkit register --realm"}};
}

Value identity_in(Session& session, const Setup& setup, const std::string& realm,
                  const x509::Certificate& certificate) {
  Visit visit(session, setup, realm, {});
  const std::optional<KnownUser> known = find_user(session, certificate.der);
  if (!visit.calls().has(realm::Procedure::identity_from_certificate) && (!known || known->issued.realm != realm))
    throw Error(Kind::denied, "realm.foreign", "the certificate is none of realm " + realm,
                "an embedded bridge knows those that it made");
  return identity_of(visit, known, certificate);
}

path::Pool pool_in(const ReadSession& session, const Setup& setup, const std::string& realm) {
  return pool_of_realm(session, setup, find_realm(setup, realm));
}

}  // namespace pkit::bridge
