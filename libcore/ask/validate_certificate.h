// validate-cert: is a certificate to be believed, and if not, why not?
#pragma once

#include <string>
#include <vector>

#include "base/table.h"
#include "home/session.h"
#include "path/validator.h"

namespace pkit {

namespace shape {
extern const Shape validated_certificate;
}

/// A file that was read, and what to call it.
struct NamedContent {
  std::string name, content;
};

struct PoolFiles {
  std::vector<NamedContent> roots, intermediates, crls;
};
/// What can be read of them; what cannot is told in `warnings` and left out, since a bundle may hold what pkit does not
/// take. Error{input} where a file has nothing that can be read.
path::Pool read_pool(const PoolFiles& files, std::vector<std::string>& warnings);
/// The trust anchors and issuers of a home: those in the state, and those that pkit.yaml names.
path::Pool pool_of_home(const ReadSession& session);

/// The first certificate of the file is judged; those after it may be used, but are not trusted. data: {file, valid,
/// at, path: [{subject, issuer, serial, notBefore, notAfter, fingerprint, status}], policies, faults}; with `explain`
/// also explanation: [{certificate, subject, extension, clause, what, remedy, others}]. Exit 0, 3 or 5. `state`, where
/// the anchors are a home's, is that home's: what it revoked is refused, with no CRL; null elsewhere.
Outcome validate_certificate(const NamedContent& file, path::Validator& validator, const path::Question& question,
                             bool explain, store::Reader* state);
/// The same question, to which no path through a CA that this home knows to be revoked is an answer. `state` outlives
/// it.
path::Question heeding(path::Question question, store::Reader& state);
/// Adds to a verdict what a home knows of the leaf: that it is revoked, whenever that was, or the status that no CRL
/// was asked for.
void heed_state(store::Reader& state, path::Verdict& verdict);

/// The faults of a verdict, each with the certificate it is of.
std::vector<Fault> faults_of(const path::Verdict& verdict);
/// The verdict on a file's first certificate, the others of the file at hand.
path::Verdict verdict_on(const std::vector<x509::Certificate>& file, path::Validator& validator,
                         const path::Question& question);
/// Every certificate of a file: PEM, or the one in DER or bare base64. Error{input}.
std::vector<x509::Certificate> certificates_in(const NamedContent& file);

}  // namespace pkit
