#include "gate/grant.h"

#include <algorithm>

#include "base/address.h"
#include "pattern/name_glob.h"
#include "view/views.h"

namespace pkit {

namespace {

// Clocks of two hosts differ: as much as a signed request may be off. The end is never let pass.
constexpr Duration kAhead = kProofWindow;

class GrantJudge {
 public:
  GrantJudge(const Outcome& outcome, const Sent& sent, Time now) : outcome_(outcome), sent_(sent), now_(now) {}

  std::vector<Fault> judge() {
    for (const char* thing : {"registration", "orchestrator"}) judge_owner(thing);
    if (!outcome_.certificate.empty())
      judge_certificate(x509::parse_certificate(outcome_.certificate));
    else if (sent_.wants_certificate)
      fault("certificate", sent_.has_csr ? "there is none, although a CSR was sent" : "there is none");
    return std::move(faults_);
  }

 private:
  void fault(const char* where, std::string what) {
    faults_.push_back({Kind::input, "gate.reply", where, std::move(what), ""});
  }

  /// An orchestrator that has a ClientID comes by that, and is told of by its first name (A14).
  bool is_of(const std::string& owner, const std::string& asked) const {
    if (machine_key(owner) == machine_key(asked)) return true;
    const Value& orchestrator = outcome_.data["orchestrator"];
    const std::string tied = orchestrator.text_or("ClientID");
    return !tied.empty() && machine_key(tied) == machine_key(asked) &&
           machine_key(owner) == machine_key(orchestrator.text_or("ClientMachine"));
  }

  void judge_owner(const char* thing) {
    const std::string owner = outcome_.data[thing].text_or("ClientMachine");
    const std::string asked = sent_.client_machine;
    if (!asked.empty() && !is_of(owner, asked))
      fault(thing, "it is of '" + printable(owner) + "' and not of '" + asked + "'");
  }

  void judge_certificate(const x509::Certificate& c) {
    judge_owner("certificate");
    judge_key(c);
    judge_issuer(c);
    if (c.is_ca.value_or(false) || c.path_length) fault("certificate", "it is a CA's");
    if (c.not_before > now_ + kAhead) fault("certificate", "it begins only at " + print_time(c.not_before));
    if (c.not_after < now_) fault("certificate", "it ended at " + print_time(c.not_after));
    judge_data(c);
  }

  void judge_key(const x509::Certificate& c) {
    if (sent_.wants_certificate && !equal(sent_.key_id, c.key.key_id()))
      fault("certificate", std::string("it is over another key than ") + (sent_.has_csr ? "the CSR" : "--cert"));
  }

  void judge_issuer(const x509::Certificate& c) {
    if (outcome_.chain.empty()) return fault("chain", "it is empty, without the certificate of the issuer");
    const x509::Certificate issuer = x509::parse_certificate(outcome_.chain.front());
    if (!x509::issued_by(c, issuer)) fault("certificate", "it is not signed by the first of the chain");
    if (equal(issuer.key.key_id(), c.key.key_id())) fault("certificate", "it is signed by its own key");
  }

  void judge_data(const x509::Certificate& c) {
    const Value& told = outcome_.data["certificate"];
    if (told.text_or("id").empty()) fault("certificate", "its id is missing");
    const std::pair<const char*, std::string> facts[] = {{"serial", c.serial_hex()},
                                                         {"fingerprint", c.fingerprint()},
                                                         {"notBefore", print_time(c.not_before)},
                                                         {"notAfter", print_time(c.not_after)}};
    for (const auto& [name, fact] : facts)
      if (told.text_or(name) != fact)
        fault("certificate", std::string("its ") + name + " is " + fact + ", and the reply tells otherwise");
  }

  const Outcome& outcome_;
  const Sent& sent_;
  const Time now_;
  std::vector<Fault> faults_;
};

bool is_told(const Value& differences, const std::string& name) {
  const std::string value = name.substr(name.find(':') + 1);
  return differences.is_list() &&
         std::any_of(differences.items().begin(), differences.items().end(), [&](const Value& difference) {
           const std::string got = difference.text_or("got");
           return got == name || got == value;
         });
}

/// "uri:https://a/" and the like, each type compared as its standard says.
bool same_name(const std::string& one, const std::string& other) {
  using pattern::Compare;
  const bool uri = one.starts_with("uri:"), email = one.starts_with("email:");
  const Compare how = uri ? Compare::uri : email ? Compare::email : Compare::name;
  const std::size_t word = one.find(':') + 1;
  return one.substr(0, word) == other.substr(0, word) &&
         pattern::compared(how, one.substr(word)) == pattern::compared(how, other.substr(word));
}

}  // namespace

Sent sent_in(const Operation& operation, const Wire& request) {
  Sent sent;
  sent.client_machine = request.text_of("clientMachine");
  if (const auto file = request.file_of("csr")) {
    sent.wants_certificate = sent.has_csr = true;
    sent.csr = x509::examine_csr_file(*file, "").csr;
    if (sent.csr) sent.key_id = sent.csr->key.key_id();
  } else if (operation.same_key) {
    sent.wants_certificate = true;
    sent.key_id = x509::parse_certificate_file(request.file_of("cert").value_or(""), "--cert").key.key_id();
  }
  return sent;
}

std::vector<Fault> judge_grant(const Outcome& outcome, const Sent& sent, Time now) {
  return GrantJudge(outcome, sent, now).judge();
}

std::vector<std::string> names_not_asked_for(const Outcome& outcome, const Sent& sent) {
  if (outcome.certificate.empty() || !sent.csr) return {};
  const std::vector<std::string> asked = names_of(sent.csr->subject, sent.csr->sans);
  const x509::Certificate certificate = x509::parse_certificate(outcome.certificate);
  const std::string machine = machine_key(sent.client_machine);
  std::vector<std::string> others;
  for (const std::string& name : names_of(certificate.subject, certificate.sans)) {
    const auto same = [&](const std::string& other) { return same_name(other, name); };
    const bool known = same("cn:" + machine) || same("dns:" + machine) || std::any_of(asked.begin(), asked.end(), same);
    if (!known && !is_told(outcome.data["differences"], name)) others.push_back(name);
  }
  return others;
}

}  // namespace pkit
