#include "ask/validate_certificate.h"

#include "path/peers.h"
#include "view/views.h"
#include "x509/pem.h"

namespace pkit {

namespace {

constexpr const char* kLabel = "CERTIFICATE";

std::string position(const path::Verdict& verdict, std::size_t at) {
  if (verdict.path.empty()) return "the path";
  const std::string of = std::to_string(at + 1) + " of " + std::to_string(verdict.path.size());
  const std::string subject = verdict.path[at].subject.text();
  return "certificate " + of + " (" + (subject.empty() ? "no subject" : printable(subject)) + ")";
}

std::string clause_of(const path::Finding& finding) {
  return finding.clause.empty() ? path::row_of(finding.rule).clause : finding.clause;
}

std::string remedy_of(const path::Finding& finding) {
  return finding.remedy.empty() ? path::row_of(finding.rule).remedy : finding.remedy;
}

const char* status_word(path::Status status) {
  constexpr const char* words[] = {"not asked", "good", "revoked", "unknown"};
  return words[static_cast<std::size_t>(status)];
}

Value path_view(const path::Verdict& verdict) {
  Value list = Value::list();
  for (std::size_t i = 0; i < verdict.path.size(); ++i) {
    const x509::Certificate& c = verdict.path[i];
    const bool anchor = verdict.complete && i + 1 == verdict.path.size();
    const path::Status status = i < verdict.statuses.size() ? verdict.statuses[i].status : path::Status::not_asked;
    list.push(Value::map({{"subject", c.subject.text()},
                          {"issuer", c.issuer.text()},
                          {"serial", c.serial_hex()},
                          {"notBefore", print_time(c.not_before)},
                          {"notAfter", print_time(c.not_after)},
                          {"fingerprint", c.fingerprint()},
                          {"trusted", anchor},
                          {"status", status_word(status)}}));
  }
  return list;
}

Value explanation_of(const path::Verdict& verdict) {
  Value list = Value::list();
  for (const path::Finding& finding : verdict.findings) {
    Value others = Value::list();
    for (const path::Peer& peer : path::peers_on(finding))
      others.push(Value::map({{"program", peer.program}, {"sees", peer.sees}}));
    list.push(Value::map({{"certificate", finding.at + 1},
                          {"subject", finding.at < verdict.path.size() ? verdict.path[finding.at].subject.text() : ""},
                          {"extension", finding.extension},
                          {"clause", clause_of(finding)},
                          {"what", finding.what},
                          {"remedy", remedy_of(finding)},
                          {"others", std::move(others)}}));
  }
  return list;
}

/// Adds every certificate of a file; what cannot be read is told of.
void add_certificates(const NamedContent& file, std::vector<x509::Certificate>& into,
                      std::vector<std::string>& warnings) {
  if (file.content.find("-----BEGIN ") == std::string::npos) {
    into.push_back(x509::parse_certificate_file(file.content, file.name));
    return;
  }
  std::size_t number = 0, taken = 0;
  for (const x509::PemBlock& block : x509::read_pem(file.content)) {
    if (block.label != kLabel) continue;
    ++number;
    try {
      into.push_back(x509::parse_certificate(block.der));
      ++taken;
    } catch (const Error& error) {
      if (error.kind() != Kind::input) throw;
      warnings.push_back(file.name + ": certificate " + std::to_string(number) + " is left out: " + error.what());
    }
  }
  if (taken == 0) throw Error(Kind::input, "path.file", printable(file.name) + " has no certificate that can be read");
}

}  // namespace

std::vector<Fault> faults_of(const path::Verdict& verdict) {
  std::vector<Fault> faults;
  for (const path::Finding& f : verdict.findings) {
    const std::string extension = f.extension.empty() ? "" : ", " + f.extension;
    faults.push_back({Kind::denied, path::row_of(f.rule).code, position(verdict, f.at) + extension,
                      f.what + " (" + clause_of(f) + ")", remedy_of(f)});
  }
  return faults;
}

path::Pool read_pool(const PoolFiles& files, std::vector<std::string>& warnings) {
  path::Pool pool;
  for (const NamedContent& file : files.roots) add_certificates(file, pool.roots, warnings);
  for (const NamedContent& file : files.intermediates) add_certificates(file, pool.intermediates, warnings);
  for (const NamedContent& file : files.crls)
    for (x509::Crl& crl : x509::parse_crls(file.content, file.name)) pool.crls.push_back(std::move(crl));
  return pool;
}

std::vector<x509::Certificate> certificates_in(const NamedContent& file) {
  if (file.content.find("-----BEGIN CERTIFICATE-----") == std::string::npos)
    return {x509::parse_certificate_file(file.content, file.name)};
  return x509::parse_certificates(file.content, file.name);
}

path::Verdict verdict_on(const std::vector<x509::Certificate>& file, path::Validator& validator,
                         const path::Question& question) {
  return validator.validate(file.front(), std::span(file).subspan(1), question);
}

Outcome validate_certificate(const NamedContent& file, path::Validator& validator, const path::Question& question,
                             bool explain, store::Reader* state) {
  path::Verdict verdict = verdict_on(certificates_in(file), validator, state ? heeding(question, *state) : question);
  if (state && !verdict.path.empty()) heed_state(*state, verdict);
  Outcome outcome;
  std::vector<Fault> faults = faults_of(verdict);
  outcome.data.set("file", file.name);
  outcome.data.set("valid", verdict.accepted());
  outcome.data.set("at", print_time(question.at));
  outcome.data.set("path", path_view(verdict));
  outcome.data.set("policies", Value::list(verdict.policies));
  outcome.data.set("faults", faults_view(faults));
  if (explain) outcome.data.set("explanation", explanation_of(verdict));
  if (!faults.empty()) outcome.error = error_of(file.name, std::move(faults));
  return outcome;
}

}  // namespace pkit
