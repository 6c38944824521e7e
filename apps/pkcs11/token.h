// A token as a vendor's module shows it (PKCS #11): found by its URI (RFC 7512), logged in, and left again.
#pragma once

#include <p11-kit/p11-kit.h>
#include <p11-kit/uri.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace pkit::pkcs11 {

/// "C_Login: CKR_PIN_INCORRECT" in words; Error{config "certstore.tool"}.
[[noreturn]] void fail(const char* call, CK_RV result);

/// One attribute as a module takes it: `bytes` outlives what is made of it.
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, BytesView bytes);

/// Of a new pair: the public key and the private one.
struct KeyPair {
  CK_OBJECT_HANDLE shown = 0, secret = 0;
};

/// Modules that are loaded, until this ends. Error{config "certstore.tool"}.
class Modules {
 public:
  /// The one at this path; empty: those that p11-kit knows of this host.
  explicit Modules(const std::string& path);
  ~Modules();
  Modules(const Modules&) = delete;
  Modules& operator=(const Modules&) = delete;

  /// Of their tokens those that are initialized.
  void each_token(const std::function<void(CK_FUNCTION_LIST*, CK_SLOT_ID, const CK_TOKEN_INFO&)>& is) const;

 private:
  std::vector<CK_FUNCTION_LIST*> loaded_;
};

/// URIs of the tokens of a module; empty: of those that p11-kit knows of this host. Error{config "certstore.tool"}.
std::vector<std::string> tokens_of(const std::string& module_path);

class Token {
 public:
  /// `uri` is "pkcs11:...", which one token fits; an empty PIN logs nobody in. Error{usage "certstore.path"},
  /// {not_found "certstore.missing"}, {config "key.passphrase"}, {config "certstore.tool"}.
  Token(const std::string& uri, const std::string& pin, bool to_write);
  ~Token();
  Token(const Token&) = delete;
  Token& operator=(const Token&) = delete;

  bool logged_in() const { return logged_in_; }
  /// Objects that have all of these attributes; at most 1000, else Error{input "certstore.size"}.
  std::vector<CK_OBJECT_HANDLE> find(std::vector<CK_ATTRIBUTE> wanted) const;
  /// Nothing where the object has none; Error{input "certstore.size"} beyond 64 KiB.
  std::optional<Bytes> get(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;
  void create(std::vector<CK_ATTRIBUTE> attributes) const;
  void destroy(CK_OBJECT_HANDLE object) const;
  KeyPair generate(CK_MECHANISM_TYPE mechanism, std::vector<CK_ATTRIBUTE> shown,
                   std::vector<CK_ATTRIBUTE> secret) const;
  Bytes sign(CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE mechanism, BytesView message) const;
  Bytes digest(CK_MECHANISM_TYPE mechanism, BytesView message) const;
  Bytes random(std::size_t size) const;

 private:
  using Makes = CK_RV (*)(CK_SESSION_HANDLE, CK_BYTE_PTR, CK_ULONG, CK_BYTE_PTR, CK_ULONG_PTR);
  /// What one of the module's calls makes of the message.
  Bytes made_of(BytesView message, const char* name, Makes call) const;
  void choose(P11KitUri* uri);
  void log_in(const std::string& pin);

  std::optional<Modules> modules_;
  CK_FUNCTION_LIST* module_ = nullptr;
  CK_SLOT_ID slot_ = 0;
  CK_TOKEN_INFO info_{};
  CK_SESSION_HANDLE session_ = 0;
  bool logged_in_ = false;
};

}  // namespace pkit::pkcs11
