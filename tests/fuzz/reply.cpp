// A gate's reply, which comes from the other side: one that is taken has an error that says something or an approval,
// and a certificate is kept only where it can have been granted to the request that was sent.
#include "gate/reply.h"
#include "base/json.h"
#include "fleet/operations.h"
#include "gate/grant.h"
#include "targets.h"
#include "x509/certificate.h"

namespace pkit::fuzz {

namespace {

using pkit::Outcome;

template <class Fn>
auto taken(Fn&& read) {
  return accepted({"json.", "gate.", "pem.", "der.", "certificate.", "name.", "san.", "signature.", "usage.", "key."},
                  std::forward<Fn>(read));
}

void failed(const Outcome& outcome) {
  PROMISE(outcome.exit() == static_cast<int>(outcome.error->kind()) && outcome.exit() != 0);
  PROMISE(!outcome.error->code().empty() && *outcome.error->what() != '\0');
  PROMISE(outcome.certificate.empty() && outcome.chain.empty());
}

void granted(const Outcome& outcome) {
  const auto certificate = x509::parse_certificate(outcome.certificate);
  PROMISE(!outcome.chain.empty() && !certificate.is_ca.value_or(false));
  PROMISE(x509::issued_by(certificate, x509::parse_certificate(outcome.chain.front())));
  PROMISE(outcome.data["certificate"].text_or("serial") == certificate.serial_hex());
}

}  // namespace

int fuzz_reply(BytesView bytes) {
  const auto outcome = taken([&] { return parse_gate_reply(std::string(as_text(bytes)), kRegister, "job-1"); });
  if (!outcome) return 0;
  if (outcome->error) {
    failed(*outcome);
    return 0;
  }
  PROMISE(outcome->data["orchestrator"].text_or("Status") == "Approved");
  const Sent sent{.client_machine = "web1"};
  constexpr Time kThen = 1'796'000'000'000;  // when the certificates of the corpus are in force
  const auto faults = taken([&] { return judge_grant(*outcome, sent, kThen); });
  if (faults && faults->empty() && !outcome->certificate.empty()) granted(*outcome);
  return 0;
}

}  // namespace pkit::fuzz
