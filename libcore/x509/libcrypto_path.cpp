#include "x509/libcrypto_path.h"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <map>
#include <set>

#include "base/error.h"
#include "ossl/ossl.h"
#include "x509/oid.h"
#include "x509/plain_leaf.h"

namespace pkit::x509 {

namespace {

using Store = ossl::Owned<X509_STORE, X509_STORE_free>;
using StoreContext = ossl::Owned<X509_STORE_CTX, X509_STORE_CTX_free>;
struct StackDeleter {
  void operator()(STACK_OF(X509) * stack) const noexcept { sk_X509_free(stack); }
};
using Stack = std::unique_ptr<STACK_OF(X509), StackDeleter>;

ossl::Certificate read(const Certificate& certificate) {
  const std::uint8_t* next = certificate.der.data();
  ossl::Certificate made(d2i_X509(nullptr, &next, static_cast<long>(certificate.der.size())));
  if (!made || next != certificate.der.data() + certificate.der.size()) made.reset();
  ossl::forget_errors();
  return made;
}

int purpose_number(LibcryptoPurpose purpose) {
  switch (purpose) {
    case LibcryptoPurpose::client:
      return X509_PURPOSE_SSL_CLIENT;
    case LibcryptoPurpose::server:
      return X509_PURPOSE_SSL_SERVER;
    case LibcryptoPurpose::email:
      return X509_PURPOSE_SMIME_SIGN;
    case LibcryptoPurpose::any:
      return X509_PURPOSE_ANY;
  }
  return X509_PURPOSE_ANY;
}

void add_policies(X509_VERIFY_PARAM* parameters, const LibcryptoQuestion& question) {
  unsigned long flags = X509_V_FLAG_POLICY_CHECK;
  if (question.explicit_policy) flags |= X509_V_FLAG_EXPLICIT_POLICY;
  if (question.inhibit_mapping) flags |= X509_V_FLAG_INHIBIT_MAP;
  if (question.inhibit_any) flags |= X509_V_FLAG_INHIBIT_ANY;
  X509_VERIFY_PARAM_set_flags(parameters, flags);
  // Without a policy libcrypto takes the empty set, and not any policy.
  std::vector<std::string> policies = question.policies;
  if (policies.empty()) policies.emplace_back("2.5.29.32.0");
  for (const std::string& policy : policies)
    ossl::ok(X509_VERIFY_PARAM_add0_policy(parameters, ossl::need(OBJ_txt2obj(policy.c_str(), 1), "reading a policy")),
             "adding a policy");
}

bool is_path(const STACK_OF(X509) * chain, const std::vector<X509*>& path) {
  if (!chain || sk_X509_num(chain) != static_cast<int>(path.size())) return false;
  for (std::size_t i = 0; i < path.size(); ++i)
    if (X509_cmp(sk_X509_value(chain, static_cast<int>(i)), path[i]) != 0) return false;
  return true;
}

}  // namespace

struct LibcryptoJudge::Kept {
  std::map<Bytes, ossl::Certificate> issuers;
  std::set<std::string> accepted;  // see key_of()

  X509* issuer(const Certificate& certificate) {
    ossl::Certificate& kept = issuers[certificate.der];
    if (!kept) kept = read(certificate);
    return kept.get();
  }
};

LibcryptoJudge::LibcryptoJudge() : kept_(std::make_unique<Kept>()) {}
LibcryptoJudge::~LibcryptoJudge() = default;
LibcryptoJudge::LibcryptoJudge(LibcryptoJudge&&) noexcept = default;
LibcryptoJudge& LibcryptoJudge::operator=(LibcryptoJudge&&) noexcept = default;

namespace {

std::string verdict_of(const std::vector<X509*>& path, const LibcryptoQuestion& question) {
  const Store store(ossl::need(X509_STORE_new(), "preparing a validation"));
  ossl::ok(X509_STORE_add_cert(store.get(), path.back()), "preparing a validation");
  const Stack between(ossl::need(sk_X509_new_null(), "preparing a validation"));
  for (std::size_t i = 1; i + 1 < path.size(); ++i)
    if (sk_X509_push(between.get(), path[i]) == 0) ossl::fail("preparing a validation");
  const StoreContext context(ossl::need(X509_STORE_CTX_new(), "preparing a validation"));
  ossl::ok(X509_STORE_CTX_init(context.get(), store.get(), path.front(), between.get()), "preparing a validation");
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_NO_CHECK_TIME | X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_depth(parameters, static_cast<int>(path.size()));
  X509_VERIFY_PARAM_set_auth_level(parameters, 1);
  ossl::ok(X509_VERIFY_PARAM_set_purpose(parameters, purpose_number(question.purpose)), "preparing a validation");
  if (question.check_policies) add_policies(parameters, question);
  // 1 is yes; 0 and what is negative are not, and a verdict without a chain is none.
  const int answer = X509_verify_cert(context.get());
  const int error = X509_STORE_CTX_get_error(context.get());
  const bool accepted = answer == 1 && error == X509_V_OK && is_path(X509_STORE_CTX_get0_chain(context.get()), path);
  ossl::forget_errors();
  if (accepted) return {};
  return error == X509_V_OK ? "it took another path" : X509_verify_cert_error_string(error);
}

}  // namespace

namespace {

/// What is asked, of whose issuers, and what kind of leaf. Empty where the leaf is to be looked at by itself: it is not
/// plain, or some CA says what its names must be.
std::string key_of(const std::vector<const Certificate*>& path, const LibcryptoQuestion& question) {
  if (path.size() < 2) return {};
  std::string key = plain_leaf_kind(*path.front());
  if (key.empty()) return {};
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (path[i]->extension(oid::kNameConstraints)) return {};
    key += "|" + std::to_string(reinterpret_cast<std::uintptr_t>(path[i]));
  }
  for (const bool each :
       {question.check_policies, question.explicit_policy, question.inhibit_mapping, question.inhibit_any})
    key += each ? "|1" : "|0";
  key += "|" + std::to_string(static_cast<int>(question.purpose));
  for (const std::string& policy : question.policies) key += "|" + policy;
  return key;
}

}  // namespace

std::string LibcryptoJudge::refuses(const std::vector<const Certificate*>& path, const LibcryptoQuestion& question) {
  const std::string key = key_of(path, question);
  if (!key.empty() && kept_->accepted.contains(key)) return {};
  const std::string why = judged(path, question);
  constexpr std::size_t kMostKept = 1000;
  if (!key.empty() && why.empty() && kept_->accepted.size() < kMostKept) kept_->accepted.insert(key);
  return why;
}

std::string LibcryptoJudge::judged(const std::vector<const Certificate*>& path, const LibcryptoQuestion& question) {
  ossl::start();
  const ossl::Certificate leaf = read(*path.front());
  std::vector<X509*> certificates = {leaf.get()};
  for (std::size_t i = 1; i < path.size(); ++i) certificates.push_back(kept_->issuer(*path[i]));
  for (const X509* each : certificates)
    if (!each) return "it cannot read a certificate";
  return verdict_of(certificates, question);
}

}  // namespace pkit::x509
