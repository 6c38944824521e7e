// A token as a vendor's module shows it (PKCS #11): found by its URI (RFC 7512), logged in, and left again.
#pragma once

#include <p11-kit/p11-kit.h>
#include <p11-kit/uri.h>

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

 private:
  void load(const std::string& module_path);
  void choose(P11KitUri* uri);
  void log_in(const std::string& pin);

  std::vector<CK_FUNCTION_LIST*> modules_;
  CK_FUNCTION_LIST* module_ = nullptr;
  CK_SLOT_ID slot_ = 0;
  CK_TOKEN_INFO info_{};
  CK_SESSION_HANDLE session_ = 0;
  bool logged_in_ = false;
};

}  // namespace pkit::pkcs11
