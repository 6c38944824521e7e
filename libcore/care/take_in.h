// Certificates that a restored state does not know, found where they were delivered: they are taken in, so that what
// was spent after the backup stays spent.
#pragma once

#include <string>
#include <vector>

#include "home/session.h"
#include "store/certificates.h"
#include "x509/certificate.h"

namespace pkit {

struct FoundCertificate {
  x509::Certificate certificate;
  store::Issuer issuer;  // its id is empty where the state does not know it yet
  std::string file;
};

/// Every certificate below `directory`, in PEM or DER, that is by an issuer of this home: those that the state knows or
/// that its authorities name. Links are not followed. Others, and the issuers' own, are left; `strangers` has the files
/// with others, or with one that cannot be read. Error{input "restore.issued"} lists those that name an issuer of the
/// home and are not by it.
std::vector<FoundCertificate> find_issued(Session& session, const Path& directory, std::vector<std::string>& strangers);

/// Writes what the state does not know yet: certificate, principal and registration as they follow from it, and an
/// event each; answers what that was. A registration over the same key is issued by it; else it belongs to the
/// orchestrator of its name, which is Approved as by issue, unless it is Disapproved. Error{conflict "restore.serial"}
/// where the state has another certificate of that serial.
Value take_in(store::Write& write, const ReadSession& session, const std::vector<FoundCertificate>& found, Time now);

}  // namespace pkit
