// A PKCS#10 request over a key of ours (RFC 2986), so that what pkit makes itself comes through the same door as any
// other.
#pragma once

#include <vector>

#include "x509/csr.h"
#include "x509/name.h"
#include "x509/private_key.h"
#include "x509/request_attribute.h"
#include "x509/san.h"

namespace pkit::x509 {

/// DER, self-signed, with an extensionRequest where there are SANs. Error{input "csr.attribute"} for an attribute whose
/// value its type does not take.
Bytes build_csr(const PrivateKey& key, const Name& subject, const std::vector<San>& sans,
                const std::vector<RequestAttribute>& attributes = {});

/// What a request for these names has in its `attributes` (RFC 2986 4.1), one after the other: for who signs elsewhere.
Bytes request_attributes(const Name& subject, const std::vector<San>& sans);

/// The CSR that a client with this key would have sent, judged as one: subject and names are asked for, not taken.
/// `subject` is a DN, `sans` are "dns:web1" and the like. Error{usage} or {input} for what is none.
Csr csr_over(const PrivateKey& key, const std::string& subject, const std::vector<std::string>& sans);

}  // namespace pkit::x509
