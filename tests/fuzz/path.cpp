// Certificates and CRLs of a stranger, one behind the other: the first is judged, the last is trusted. Whatever they
// say, the answer comes within the budget, and of what is accepted every link holds.
#include "path/validator.h"

#include "targets.h"
#include "x509/der.h"

namespace pkit::fuzz {

namespace {

struct Given {
  std::vector<x509::Certificate> certificates;
  std::vector<x509::Crl> crls;
};

/// What is neither certificate nor CRL is passed over.
void take(BytesView der, Given& given) {
  try {
    given.certificates.push_back(x509::parse_certificate(der));
    return;
  } catch (const Error& error) {
    PROMISE(refused_as(error, {"der.", "certificate.", "name.", "usage.", "signature.", "san."}));
  }
  try {
    given.crls.push_back(x509::parse_crl(der));
  } catch (const Error& error) {
    PROMISE(refused_as(error, {"der.", "crl.", "certificate.", "name.", "signature.", "san."}));
  }
}

Given read(BytesView bytes) {
  Given given;
  try {
    for (x509::der::Reader reader(bytes); !reader.empty();) take(reader.next().whole, given);
  } catch (const Error& error) {
    PROMISE(refused_as(error, {"der."}));
  }
  return given;
}

void judge(const path::Pool& pool, const x509::Certificate& leaf, bool lenient) {
  path::Question question;
  question.at = 1'780'000'000'000;
  question.lenient = lenient;
  question.require_crl = pool.crls.empty() ? path::RequireCrl::none : path::RequireCrl::all;
  const path::Verdict verdict = path::Validator(pool).validate(leaf, question);
  PROMISE(verdict.accepted() != !verdict.findings.empty());
  PROMISE(!verdict.path.empty() && verdict.path.front().der == leaf.der);
  if (!verdict.accepted()) return;
  PROMISE(verdict.path.back().der == pool.roots.front().der);
  for (std::size_t i = 0; i + 1 < verdict.path.size(); ++i) {
    const x509::Certificate &child = verdict.path[i], &issuer = verdict.path[i + 1];
    PROMISE(x509::verify(issuer.key, child.signature_algorithm, child.tbs, child.signature));
    PROMISE(lenient || issuer.is_ca == true);
  }
}

}  // namespace

int fuzz_path(BytesView bytes) {
  Given given = read(bytes);
  if (given.certificates.size() < 2) return 0;
  const x509::Certificate leaf = given.certificates.front();
  path::Pool pool;
  pool.roots = {given.certificates.back()};
  pool.intermediates.assign(given.certificates.begin() + 1, given.certificates.end() - 1);
  pool.crls = std::move(given.crls);
  for (const bool lenient : {false, true}) judge(pool, leaf, lenient);
  return 0;
}

}  // namespace pkit::fuzz
