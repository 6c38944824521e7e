// Gateways to other CAs (document B: B6): looked at, synchronised with, and asked for certificates and revocations.
// Each takes a session and a request and answers an Outcome; what cannot be done is thrown.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "home/operation.h"

namespace pkit {

namespace shape {
extern const Shape gateway_list, gateway_ping, gateway_validation, gateway_products, gateway_sync, gateway_shown,
    gateway_enrolled;
}

namespace gateways {

struct ListRequest {
  std::string gateway;  // empty: all gateways; else its records, or those of a local authority (T-B21)
  std::string state;    // of records: "waiting", "failed", "valid", "expired", "revoked"; empty: any
};
/// data: {gateways} or {gateway, records, faults}. No adapter is called.
Outcome list(Session& session, const ListRequest& request);
extern const Operation kListGateways;

struct LookRequest {
  std::string gateway;
};

/// Does the CA answer? One that is not enabled is not asked, with a warning (T-B17). Error{config "gateway.failed"}.
Outcome ping(Session& session, const LookRequest& request);

/// Are its settings such that it can be reached? Error{config "gateway.connection"} names all that are missing at once
/// (T-B17).
Outcome validate(Session& session, const LookRequest& request);

/// What may be asked for.
Outcome products(Session& session, const LookRequest& request);
extern const Operation kPingGateway, kValidateGateway, kGatewayProducts;

struct SyncRequest {
  std::string gateway;
  bool full = false;  // everything, not what is new since the last time alone
};
/// Page by page, each of them kept before the next is asked for: what is killed goes on where it was. A record that
/// cannot be taken is kept as a fault and told, and does not stop it (T-B19). Error{conflict "gateway.syncing"} where
/// another process does it; {config "gateway.failed"}.
Outcome synchronise(Session& session, const SyncRequest& request);
extern const Operation kSyncGateway;

struct GetRequest {
  std::string gateway;
  std::string id;     // a CARequestID, or the serial of a record that is kept, in hex
  bool kept = false;  // what is kept, without asking the CA
};
/// One record, as the CA has it now. Error{not_found "gateway.record"}.
Outcome get(Session& session, const GetRequest& request);
extern const Operation kGetRecord;

struct EnrollRequest {
  std::string gateway;
  std::string csr, csr_name;  // content, and what errors call it
  std::string product;        // its ProductID
  std::string type = "new";   // "new", "renew", "reissue"
  std::string replaces;       // what a renewal or reissue is of, as for get; empty: the newest of the same subject
  std::vector<std::pair<std::string, std::string>> parameters;  // of the product
  Common common;
};
/// A certificate of the CSR by that CA (T-B18). What is asked for is written down before, and never sent twice: after
/// an answer that never came the same request asks what became of it. data: {record, message}; on 4 the CA decides
/// later, and get() tells what became of it. Error{denied "gateway.refused" | "gateway.product" | "key.compromised"},
/// {config "gateway.failed" | "gateway.record" | "gateway.certificate"}, {not_found "gateway.prior"} (T-B20), {conflict
/// "gateway.running" | "gateway.disabled"}.
Outcome enroll(Session& session, const EnrollRequest& request);
extern const Operation kEnroll;

struct RevokeRequest {
  std::string gateway, id;  // as for get
  std::string reason;       // RFC 5280 5.3.1's word
  Common common;
};
/// Ends a certificate of that CA; written down before, and not sent twice. data: {record, message}. Error{conflict
/// "gateway.ended"} where it is revoked already, {config "gateway.failed" | "gateway.record"}.
Outcome revoke(Session& session, const RevokeRequest& request);
extern const Operation kRevokeRecord;

}  // namespace gateways
}  // namespace pkit
