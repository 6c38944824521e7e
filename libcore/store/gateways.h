// What other CAs told of their certificates (document B: B6), and how far a synchronisation with each of them is.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "base/value.h"
#include "store/database.h"

namespace pkit::store {

/// One gateway of pkit.yaml that was synchronised with. While `run` is there a synchronisation is not over.
struct GatewaySync {
  std::string name;                           // in pkit.yaml
  std::string run;                            // "y-..."; empty: none is under way
  bool whole = false;                         // that run asks for everything, not for what is new alone
  Time started = 0;                           // when that run began
  std::string cursor;                         // where it goes on; empty: at the beginning
  std::int64_t pages = 0;                     // that are in the state already
  Value counts = Value::map();                // {added, changed, unchanged, faulty} of that run, or of the last one
  std::string holder;                         // the process that works on it; empty: none
  Time lease_until = 0;                       // real clock
  std::optional<Time> last_sync, last_whole;  // when the last runs that ended well began
  std::int64_t version = 1;
};
namespace gateway_syncs {
std::optional<GatewaySync> find(Read&, const std::string& name);
/// A row that is not there is made; else false where the stored version is not sync.version.
bool put(Write&, const GatewaySync&);
}  // namespace gateway_syncs

/// What a gateway says of one certificate, or of a request for one.
struct GatewayRecord {
  std::string gateway;        // name in pkit.yaml
  std::string ca_request_id;  // by which that CA knows it; unique in one gateway
  std::int64_t status = 0;    // of gateways/status.h's scale
  std::string product;
  std::string subject;  // of the certificate, RFC 4514 text; empty where there is none yet
  Bytes serial;         // DER content octets
  Time not_before = 0, not_after = 0;
  std::optional<Time> revoked_at;
  std::string revocation_reason;  // RFC 5280 5.3.1's word, or empty
  Bytes certificate;              // DER; empty: none was made yet
  std::string key_id;             // hex, of the certificate's key; before there is one, of the CSR's, where it is known
  std::string csr_sha256 = {};    // hex, of the CSR that this pkit sent; empty: of another's
  Time seen = 0;                  // when the CA told of it last
  std::string run;                // of the synchronisation that saw it last; empty: none did
  bool gone = false;              // a whole synchronisation did not tell of it any more
};
namespace gateway_records {
std::optional<GatewayRecord> find(Read&, const std::string& gateway, const std::string& ca_request_id);
/// Serial as DER content octets.
std::vector<GatewayRecord> find_by_serial(Read&, const std::string& gateway, const Bytes& serial);
/// The newest of this subject that has a certificate, whatever became of it.
std::optional<GatewayRecord> newest_of_subject(Read&, const std::string& gateway, const std::string& subject);
/// Of that CSR (hex), by id.
std::vector<GatewayRecord> of_csr(Read&, const std::string& gateway, const std::string& csr_sha256);
/// What this pkit sent a CSR for and has no certificate of, by gateway and id.
std::vector<GatewayRecord> without_certificate(Read&);
/// Of any gateway: one over this key (hex) that was revoked as keyCompromise.
std::optional<GatewayRecord> compromised(Read&, const std::string& key_id);
/// Inserts it, or replaces the one of that id.
void put(Write&, const GatewayRecord&);
/// Only that this run saw it, at this time.
void see(Write&, const GatewayRecord&);
/// Marks those that `run`, which began at `started`, has not seen, and nobody since; how many were not marked before.
std::int64_t mark_gone(Write&, const std::string& gateway, const std::string& run, Time started);
std::int64_t count(Read&, const std::string& gateway);
/// By id, until `fn` returns false.
void each(Read&, const std::string& gateway, const std::function<bool(const GatewayRecord&)>& fn);
}  // namespace gateway_records

/// A record of a synchronisation that could not be taken.
struct GatewayFault {
  std::string ca_request_id;  // as far as it was told, fit to be printed
  std::string reason;
};
namespace gateway_faults {
/// Behind those that are there.
void append(Write&, const std::string& gateway, const std::string& run, const GatewayFault&);
/// Those of every other run.
void forget_others(Write&, const std::string& gateway, const std::string& run);
/// In the order in which they came.
std::vector<GatewayFault> all(Read&, const std::string& gateway, int limit);
std::vector<GatewayFault> of_run(Read&, const std::string& gateway, const std::string& run);
std::vector<GatewayFault> of_other_runs(Read&, const std::string& gateway, const std::string& run);
std::int64_t count(Read&, const std::string& gateway);
}  // namespace gateway_faults

}  // namespace pkit::store
