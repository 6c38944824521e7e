// A gateway: the key is another CA's, and an adapter asks that CA for certificates.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapter/adapter.h"
#include "authority/authority.h"

namespace pkit::authority {

/// What is asked for beside the mandate. Both sides know it by its request id, for good.
struct Order {
  std::string request_id;
  BytesView csr;        // DER
  std::string profile;  // its name here
  Time asked = 0;       // when it was asked for first
  Time now = 0;
};

/// What the other CA says of an order.
struct Reply {
  enum class Result {
    issued,   // `certificate` is what was asked for
    refused,  // it made none and will make none of this order
    pending,  // it decides later
    unknown,  // it has never seen this order
    failed,   // no answer, or one that is not to be believed: nothing is known
  };
  Result result = Result::failed;
  std::optional<x509::Certificate> certificate;
  std::string message;        // the other CA's words, fit to be printed; where it failed, why
  std::vector<Fault> faults;  // of a certificate that is not what was asked for
  Value told;                 // for the trace: {procedure, result, message, answer, stderr, tookMs}
};

/// Several threads may use one at once.
class Gateway : public Authority {
 public:
  Gateway(const AuthorityConfig& config, std::vector<x509::Certificate> chain, adapter::Adapter adapter, Path home,
          const World& world);

  /// Procedure "issue": the other CA may make one certificate of this order. Never throws for what the adapter does.
  virtual Reply send(Mandate mandate, const Order& order) const;
  /// Procedure "status": what became of an order that was sent. The other CA makes nothing of it.
  virtual Reply ask(const Mandate& mandate, const Order& order) const;
  /// Procedure "issue" with dryRun: would it be issued? An answer "Issued" needs no certificate.
  virtual Reply rehearse_order(const Mandate& mandate, const Order& order) const;
  /// May it be called in a dry run?
  bool can_rehearse() const { return adapter_.dry_run; }

  /// Is a certificate that was kept what is asked for now? Every fault.
  virtual std::vector<Fault> judge(const Mandate& mandate, const Order& order,
                                   const x509::Certificate& certificate) const;

  /// Is what came of this order, which an earlier process may have sent, for whoever asks now?
  virtual bool may_bind(const Order&) const { return true; }

  /// What to do where nothing is known of an order that was sent.
  virtual std::string again() const { return "the same again asks what became of it, and sends nothing twice"; }

  /// The time limit of one call.
  Duration time_limit() const { return adapter_.limits.time; }
  const std::string& adapter() const { return adapter_.name; }

 private:
  Reply call(const char* procedure, const Mandate& mandate, const Order& order, bool dry_run) const;
  void read(Reply& reply, const Value& answer, const Mandate& mandate, const Order& order, bool dry_run) const;
  void read_certificate(Reply& reply, const Value& answer, const Mandate& mandate, const Order& order) const;

  adapter::Adapter adapter_;
  Path home_;
  const World& world_;
};

/// Reads the certificate and chain, checked as for open_local(): the same errors.
std::unique_ptr<Gateway> open_gateway(const AuthorityConfig& config, const adapter::Adapter& adapter, const Path& home,
                                      const World& world, Time now);

/// "issued", "refused", "pending", "unknown", "failed".
const char* reply_word(Reply::Result result);

}  // namespace pkit::authority
