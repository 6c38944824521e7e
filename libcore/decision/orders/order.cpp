#include "decision/orders/order.h"

#include <algorithm>

#include "decision/intent.h"
#include "store/certificates.h"

namespace pkit {

namespace {

using authority::Gateway;
using authority::Reply;

constexpr Duration kPatience = 30'000, kPause = 50, kAskAgain = 250, kSlack = 2 * 60'000;

/// What was sent may outlive the call that sent it: its process was killed, and the other CA is slow.
Duration under_way(const Gateway& gateway) { return 2 * gateway.time_limit(); }

authority::Order order_of(const Ordering& ordering, const std::string& id, Time asked) {
  return {id, ordering.intake.csr->der, ordering.profile, asked, ordering.intake.now};
}

std::string called(const Gateway& gateway, const Reply& reply) {
  return "authority '" + gateway.name() + "', " + reply.told.text_or("procedure");
}

/// Why there is no certificate of this answer.
Error failure_of_reply(const Gateway& gateway, const std::string& intent, const Reply& reply) {
  const std::string who = called(gateway, reply), message = reply.message.empty() ? "" : ": " + reply.message;
  const std::string again = intent.empty() ? "" : gateway.again();
  switch (reply.result) {
    case Reply::Result::refused:
      return Error(Kind::denied, "gateway.refused", who + " refused" + message, "another try sends it anew");
    case Reply::Result::pending:
      return Error(Kind::pending, "gateway.pending", who + " decides later" + message, again);
    default:
      break;
  }
  if (!reply.faults.empty()) return Error(Kind::config, "gateway.certificate", who + message, again, reply.faults);
  return Error(Kind::config, "gateway.failed", who + (message.empty() ? ": it has never seen the order" : message),
               again);
}

/// Two certificates of one issuer with one serial cannot both be revoked (RFC 5280 4.1.2.2).
bool is_serial_taken(Session& session, const x509::Certificate& certificate) {
  std::vector<store::Certificate> known;
  session.state.read([&](store::Read& read) { known = store::certificates::find_by_serial(read, certificate.serial); });
  return std::any_of(known.begin(), known.end(), [&](const store::Certificate& row) {
    return equal(x509::parse_certificate(row.der).issuer.der(), certificate.issuer.der());
  });
}

class OrderRun {
 public:
  OrderRun(Session& session, const Gateway& gateway, authority::Mandate mandate, const Ordering& ordering)
      : session_(session),
        gateway_(gateway),
        mandate_(std::move(mandate)),
        ordering_(ordering),
        until_(session.world.steady() + kPatience) {}

  Ordered run() {
    while (true) {
      ClaimedIntent claimed =
          claim_intent(session_, ordering_.intake, ordering_.caller, gateway_.name(), under_way(gateway_) + kSlack);
      if (claimed.how == ClaimedIntent::How::theirs) {
        wait_for_other();
        continue;
      }
      ordered_.stale = claimed.how == ClaimedIntent::How::stale;
      if (ordered_.stale || settled(*claimed.intent)) return std::move(ordered_);
    }
  }

 private:
  /// False where the other CA never saw what was sent: another may be planned.
  bool settled(HeldIntent& intent) {
    ordered_.intent = intent.row().id;
    if (intent.row().state == store::IntentState::planned) {
      intent.send(under_way(gateway_));
      conclude(intent, told(gateway_.send(std::move(mandate_), order(intent))));
      return true;
    }
    return has_kept(intent) || settled_by_asking(intent);
  }

  /// The answer came before, and is still what is asked for.
  bool has_kept(const HeldIntent& intent) {
    if (intent.row().state != store::IntentState::issued || !gateway_.may_bind(order(intent))) return false;
    x509::Certificate kept = x509::parse_certificate(intent.row().certificate);
    if (is_serial_taken(session_, kept) || !gateway_.judge(mandate_, order(intent), kept).empty()) return false;
    ordered_.leaf = std::move(kept);
    return true;
  }

  /// That it was never seen counts only once nothing of it can be under way any more.
  bool settled_by_asking(HeldIntent& intent) {
    while (true) {
      const Duration left = intent.row().sent_until - session_.world.now();
      const Reply reply = told(gateway_.ask(mandate_, order(intent)));
      if (reply.result != Reply::Result::unknown) {
        conclude(intent, reply);
        return true;
      }
      if (left <= 0) {
        intent.abandon("the other CA has never seen it");
        return false;
      }
      if (session_.world.steady() + left > until_) {
        conclude(intent, reply);
        return true;
      }
      session_.world.sleep(std::min(left, kAskAgain));
    }
  }

  void conclude(HeldIntent& intent, Reply reply) {
    if (reply.certificate && is_serial_taken(session_, *reply.certificate)) {
      reply.result = Reply::Result::failed;
      reply.message = "serial " + reply.certificate->serial_hex() + " of the certificate that came back is another's";
      reply.faults = {{Kind::config, "gateway.certificate", "serial", reply.message, ""}};
    }
    if (reply.result == Reply::Result::issued) {
      intent.keep(reply.certificate->der);
      ordered_.leaf = std::move(reply.certificate);
      return;
    }
    ordered_.failure = failure_of_reply(gateway_, intent.row().id, reply);
    if (reply.result == Reply::Result::refused)
      intent.abandon(ordered_.failure->what());
    else
      intent.let_go(ordered_.failure->what());
  }

  void wait_for_other() {
    do {
      if (session_.world.steady() > until_)
        throw Error(Kind::conflict, "gateway.running",
                    "another process still asks authority '" + gateway_.name() + "' for this CSR", "try again later");
      session_.world.sleep(kPause);
    } while (is_claimed_by_another(session_, ordering_.intake, gateway_.name()));
  }

  Reply told(Reply reply) {
    ordered_.calls.push(reply.told);
    return reply;
  }

  authority::Order order(const HeldIntent& intent) const {
    return order_of(ordering_, intent.row().id, intent.row().created);
  }

  Session& session_;
  const Gateway& gateway_;
  authority::Mandate mandate_;
  const Ordering& ordering_;
  const Duration until_;
  Ordered ordered_;
};

}  // namespace

Ordered order_leaf(Session& session, const Gateway& gateway, authority::Mandate mandate, const Ordering& ordering) {
  return OrderRun(session, gateway, std::move(mandate), ordering).run();
}

Ordered rehearse_order(Session& session, const Gateway& gateway, authority::Mandate mandate, const Ordering& ordering) {
  Ordered ordered;
  if (!gateway.can_rehearse()) {
    ordered.failure = Error(Kind::config, "gateway.dry_run",
                            "authority '" + gateway.name() + "' is not asked in a dry run: adapter " +
                                gateway.adapter() + " does not say dry_run: true");
    return ordered;
  }
  const Reply reply = gateway.rehearse_order(mandate, order_of(ordering, "g-(new)", ordering.intake.now));
  ordered.calls.push(reply.told);
  if (reply.result == Reply::Result::issued) {
    const Bytes serial = authority::new_serial(session.world, ordering.intake.now);
    ordered.leaf = gateway.rehearse(std::move(mandate), serial).certificate;
  } else {
    ordered.failure = failure_of_reply(gateway, "", reply);
  }
  return ordered;
}

}  // namespace pkit
