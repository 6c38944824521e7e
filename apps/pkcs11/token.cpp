#include "pkcs11/token.h"

#include <cstdlib>

#include "base/error.h"
#include "base/text.h"

namespace pkit::pkcs11 {

namespace {

constexpr CK_ULONG kMostSlots = 64, kMostObjects = 1000, kMostBytes = 64 * 1024;

struct FreeUri {
  void operator()(P11KitUri* uri) const noexcept { p11_kit_uri_free(uri); }
};
using Uri = std::unique_ptr<P11KitUri, FreeUri>;

Uri parsed(const std::string& text) {
  Uri uri(p11_kit_uri_new());
  if (p11_kit_uri_parse(text.c_str(), P11_KIT_URI_FOR_ANY, uri.get()) != P11_KIT_URI_OK)
    throw Error(Kind::usage, "certstore.path", "'" + printable(text) + "' is no URI of a token (RFC 7512)");
  CK_ULONG attributes = 0;
  p11_kit_uri_get_attributes(uri.get(), &attributes);
  if (attributes > 0 || p11_kit_uri_any_unrecognized(uri.get()))
    throw Error(Kind::usage, "certstore.path", "the URI of a store names a token, and nothing within it");
  return uri;
}

/// What a token pads with blanks.
std::string padded(const unsigned char* text, std::size_t size) {
  return printable(trim(std::string_view(reinterpret_cast<const char*>(text), size)));
}

}  // namespace

void fail(const char* call, CK_RV result) {
  const char* words = p11_kit_strerror(result);
  throw Error(Kind::config, "certstore.tool", std::string(call) + ": " + (words ? words : "an unknown error"));
}

CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, BytesView bytes) {
  return {type, const_cast<std::uint8_t*>(bytes.data()), static_cast<CK_ULONG>(bytes.size())};
}

Token::Token(const std::string& text, const std::string& pin, bool to_write) {
  const Uri uri = parsed(text);
  const char* path = p11_kit_uri_get_module_path(uri.get());
  load(path ? path : "");
  choose(uri.get());
  const CK_FLAGS flags = CKF_SERIAL_SESSION | (to_write ? CKF_RW_SESSION : 0);
  if (const CK_RV result = module_->C_OpenSession(slot_, flags, nullptr, nullptr, &session_); result != CKR_OK)
    fail("C_OpenSession", result);
  if (!pin.empty()) log_in(pin);
}

Token::~Token() {
  if (session_ != 0) module_->C_CloseSession(session_);
  for (CK_FUNCTION_LIST* module : modules_) {
    p11_kit_module_finalize(module);
    p11_kit_module_release(module);
  }
}

/// Those that p11-kit knows of this host where none is named.
void Token::load(const std::string& module_path) {
  if (module_path.empty()) {
    CK_FUNCTION_LIST** all = p11_kit_modules_load_and_initialize(0);
    for (CK_FUNCTION_LIST** module = all; module && *module; ++module) modules_.push_back(*module);
    std::free(all);  // the list alone, and not the modules
    return;
  }
  CK_FUNCTION_LIST* module = p11_kit_module_load(module_path.c_str(), 0);
  if (!module)
    throw Error(Kind::config, "certstore.tool",
                "the module " + printable(module_path) + " cannot be loaded: " + printable(p11_kit_message()));
  modules_.push_back(module);
  if (const CK_RV result = p11_kit_module_initialize(module); result != CKR_OK) fail("C_Initialize", result);
}

/// Error{not_found "certstore.missing"} with those that there are, unless exactly one fits.
void Token::choose(P11KitUri* uri) {
  std::vector<std::string> there;
  int fitting = 0;
  for (CK_FUNCTION_LIST* module : modules_) {
    CK_SLOT_ID slots[kMostSlots];
    CK_ULONG count = kMostSlots;
    if (const CK_RV result = module->C_GetSlotList(CK_TRUE, slots, &count); result != CKR_OK)
      fail("C_GetSlotList", result);
    for (CK_ULONG i = 0; i < count; ++i) {
      CK_TOKEN_INFO info{};
      if (module->C_GetTokenInfo(slots[i], &info) != CKR_OK || (info.flags & CKF_TOKEN_INITIALIZED) == 0) continue;
      there.push_back("'" + padded(info.label, sizeof info.label) + "'");
      if (!p11_kit_uri_match_token_info(uri, &info)) continue;
      ++fitting;
      module_ = module;
      slot_ = slots[i];
      info_ = info;
    }
  }
  if (fitting == 1) return;
  throw Error(Kind::not_found, "certstore.missing",
              std::string(fitting == 0 ? "no token fits the URI" : "several tokens fit the URI") + "; there are " +
                  (there.empty() ? "none" : join(there, ", ")));
}

void Token::log_in(const std::string& pin) {
  if ((info_.flags & CKF_USER_PIN_LOCKED) != 0)
    throw Error(Kind::config, "key.passphrase", "the token's PIN is locked");
  if ((info_.flags & CKF_USER_PIN_FINAL_TRY) != 0)
    throw Error(Kind::config, "key.passphrase", "one more wrong PIN would lock the token: log in once by hand");
  std::string copy = pin;
  const CK_RV result = module_->C_Login(session_, CKU_USER, reinterpret_cast<unsigned char*>(copy.data()), copy.size());
  wipe(copy.data(), copy.size());
  if (result == CKR_PIN_INCORRECT || result == CKR_PIN_LEN_RANGE || result == CKR_PIN_INVALID)
    throw Error(Kind::config, "key.passphrase", "the PIN is not that of the token");
  if (result != CKR_OK && result != CKR_USER_ALREADY_LOGGED_IN) fail("C_Login", result);
  logged_in_ = true;
}

std::vector<CK_OBJECT_HANDLE> Token::find(std::vector<CK_ATTRIBUTE> wanted) const {
  if (const CK_RV result = module_->C_FindObjectsInit(session_, wanted.data(), wanted.size()); result != CKR_OK)
    fail("C_FindObjectsInit", result);
  std::vector<CK_OBJECT_HANDLE> found;
  CK_OBJECT_HANDLE some[64];
  for (CK_ULONG count = 1; count > 0;) {
    const CK_RV result = module_->C_FindObjects(session_, some, std::size(some), &count);
    if (result != CKR_OK || count > std::size(some) || found.size() + count > kMostObjects) {
      module_->C_FindObjectsFinal(session_);
      if (result != CKR_OK) fail("C_FindObjects", result);
      throw Error(Kind::input, "certstore.size", "the token has more than 1000 objects of a kind");
    }
    found.insert(found.end(), some, some + count);
  }
  module_->C_FindObjectsFinal(session_);
  return found;
}

std::optional<Bytes> Token::get(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
  CK_ATTRIBUTE wanted{type, nullptr, 0};
  if (module_->C_GetAttributeValue(session_, object, &wanted, 1) != CKR_OK || wanted.ulValueLen == CK_ULONG(-1))
    return std::nullopt;
  if (wanted.ulValueLen > kMostBytes) throw Error(Kind::input, "certstore.size", "an attribute has more than 64 KiB");
  Bytes bytes(wanted.ulValueLen);
  wanted.pValue = bytes.data();
  if (module_->C_GetAttributeValue(session_, object, &wanted, 1) != CKR_OK || wanted.ulValueLen > bytes.size())
    return std::nullopt;
  bytes.resize(wanted.ulValueLen);
  return bytes;
}

void Token::create(std::vector<CK_ATTRIBUTE> attributes) const {
  CK_OBJECT_HANDLE made = 0;
  if (const CK_RV result = module_->C_CreateObject(session_, attributes.data(), attributes.size(), &made);
      result != CKR_OK)
    fail("C_CreateObject", result);
}

void Token::destroy(CK_OBJECT_HANDLE object) const {
  if (const CK_RV result = module_->C_DestroyObject(session_, object); result != CKR_OK)
    fail("C_DestroyObject", result);
}

}  // namespace pkit::pkcs11
