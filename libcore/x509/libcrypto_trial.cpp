#include "x509/libcrypto_trial.h"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "ossl/ossl.h"

namespace pkit::x509 {

namespace {

constexpr const char* kTrying = "checking a path";

using TrialStore = ossl::Owned<X509_STORE, X509_STORE_free>;
using TrialContext = ossl::Owned<X509_STORE_CTX, X509_STORE_CTX_free>;

struct FreeIssuers {
  void operator()(STACK_OF(X509) * stack) const noexcept { sk_X509_pop_free(stack, X509_free); }
};
using Issuers = std::unique_ptr<STACK_OF(X509), FreeIssuers>;

ossl::Certificate decode(const Certificate& certificate) {
  const unsigned char* at = certificate.der.data();
  ossl::Certificate read(d2i_X509(nullptr, &at, static_cast<long>(certificate.der.size())));
  ossl::forget_errors();
  return read;
}

/// The names of a leaf that nobody will have are not asked.
int pass_over_names(int good, X509_STORE_CTX* context) {
  const int error = X509_STORE_CTX_get_error(context);
  const bool names = error == X509_V_ERR_PERMITTED_VIOLATION || error == X509_V_ERR_EXCLUDED_VIOLATION;
  if (!good && names) X509_STORE_CTX_set_error(context, X509_V_OK);
  return good || names ? 1 : 0;
}

int purpose_of(PathUse use) {
  if (use == PathUse::any) return X509_PURPOSE_ANY;
  return use == PathUse::server ? X509_PURPOSE_SSL_SERVER : X509_PURPOSE_SSL_CLIENT;
}

}  // namespace

std::string refused_by_libcrypto(const Certificate& leaf, const std::vector<Certificate>& issuers, PathUse use,
                                 Time now) {
  ossl::start();
  constexpr const char* unreadable = "a certificate of the path cannot be read";
  const TrialStore store(ossl::need(X509_STORE_new(), kTrying));
  const Issuers others(ossl::need(sk_X509_new_null(), kTrying));
  for (std::size_t i = 0; i < issuers.size(); ++i) {
    ossl::Certificate read = decode(issuers[i]);
    if (!read) return unreadable;
    if (i + 1 == issuers.size()) {
      ossl::ok(X509_STORE_add_cert(store.get(), read.get()), kTrying);
    } else if (sk_X509_push(others.get(), read.get()) > 0) {
      read.release();
    }
  }
  const ossl::Certificate end = decode(leaf);
  if (!end) return unreadable;
  const TrialContext context(ossl::need(X509_STORE_CTX_new(), kTrying));
  ossl::ok(X509_STORE_CTX_init(context.get(), store.get(), end.get(), others.get()), kTrying);
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(parameters, static_cast<time_t>(now / 1000));
  ossl::ok(X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN), kTrying);
  ossl::ok(X509_VERIFY_PARAM_set_purpose(parameters, purpose_of(use)), kTrying);
  X509_STORE_CTX_set_verify_cb(context.get(), pass_over_names);
  const int answer = X509_verify_cert(context.get());  // 1 yes, 0 no, negative: it could not tell
  ossl::forget_errors();
  if (answer == 1) return {};
  return X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
}

}  // namespace pkit::x509
