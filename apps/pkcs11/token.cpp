#include "pkcs11/token.h"

#include <cstdlib>

#include "base/error.h"
#include "base/text.h"

namespace pkit::pkcs11 {

namespace {

constexpr CK_ULONG kMostSlots = 64, kMostObjects = 1000, kMostBytes = 64 * 1024, kLongestSignature = 1024;

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

/// Modules that are loaded and initialized, until this ends.
Modules::Modules(const std::string& path) {
  if (path.empty()) {
    CK_FUNCTION_LIST** all = p11_kit_modules_load_and_initialize(0);
    for (CK_FUNCTION_LIST** module = all; module && *module; ++module) loaded_.push_back(*module);
    std::free(all);  // the list alone, and not the modules
    return;
  }
  CK_FUNCTION_LIST* module = p11_kit_module_load(path.c_str(), 0);
  if (!module)
    throw Error(Kind::config, "certstore.tool",
                "the module " + printable(path) + " cannot be loaded: " + printable(p11_kit_message()));
  loaded_.push_back(module);
  if (const CK_RV result = p11_kit_module_initialize(module); result != CKR_OK) fail("C_Initialize", result);
}

Modules::~Modules() {
  for (CK_FUNCTION_LIST* module : loaded_) {
    p11_kit_module_finalize(module);
    p11_kit_module_release(module);
  }
}

void Modules::each_token(const std::function<void(CK_FUNCTION_LIST*, CK_SLOT_ID, const CK_TOKEN_INFO&)>& is) const {
  for (CK_FUNCTION_LIST* module : loaded_) {
    CK_SLOT_ID slots[kMostSlots];
    CK_ULONG count = kMostSlots;
    if (const CK_RV result = module->C_GetSlotList(CK_TRUE, slots, &count); result != CKR_OK)
      fail("C_GetSlotList", result);
    for (CK_ULONG i = 0; i < count; ++i) {
      CK_TOKEN_INFO info{};
      if (module->C_GetTokenInfo(slots[i], &info) == CKR_OK && (info.flags & CKF_TOKEN_INITIALIZED) != 0)
        is(module, slots[i], info);
    }
  }
}

std::vector<std::string> tokens_of(const std::string& module_path) {
  std::vector<std::string> found;
  Modules(module_path).each_token([&](CK_FUNCTION_LIST*, CK_SLOT_ID, const CK_TOKEN_INFO& info) {
    const Uri uri(p11_kit_uri_new());
    *p11_kit_uri_get_token_info(uri.get()) = info;
    if (!module_path.empty()) p11_kit_uri_set_module_path(uri.get(), module_path.c_str());
    char* text = nullptr;
    if (p11_kit_uri_format(uri.get(), P11_KIT_URI_FOR_TOKEN, &text) == P11_KIT_URI_OK) found.emplace_back(text);
    std::free(text);
  });
  return found;
}

Token::Token(const std::string& text, const std::string& pin, bool to_write) {
  const Uri uri = parsed(text);
  const char* path = p11_kit_uri_get_module_path(uri.get());
  modules_.emplace(path ? path : "");
  choose(uri.get());
  const CK_FLAGS flags = CKF_SERIAL_SESSION | (to_write ? CKF_RW_SESSION : 0);
  if (const CK_RV result = module_->C_OpenSession(slot_, flags, nullptr, nullptr, &session_); result != CKR_OK)
    fail("C_OpenSession", result);
  if (!pin.empty()) log_in(pin);
}

Token::~Token() {
  if (session_ != 0) module_->C_CloseSession(session_);
}

/// Error{not_found "certstore.missing"} with those that there are, unless exactly one fits.
void Token::choose(P11KitUri* uri) {
  std::vector<std::string> there;
  int fitting = 0;
  modules_->each_token([&](CK_FUNCTION_LIST* module, CK_SLOT_ID slot, const CK_TOKEN_INFO& info) {
    there.push_back("'" + padded(info.label, sizeof info.label) + "'");
    if (!p11_kit_uri_match_token_info(uri, const_cast<CK_TOKEN_INFO*>(&info))) return;
    ++fitting;
    module_ = module;
    slot_ = slot;
    info_ = info;
  });
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

KeyPair Token::generate(CK_MECHANISM_TYPE type, std::vector<CK_ATTRIBUTE> shown,
                        std::vector<CK_ATTRIBUTE> secret) const {
  CK_MECHANISM mechanism{type, nullptr, 0};
  KeyPair pair;
  if (const CK_RV result = module_->C_GenerateKeyPair(session_, &mechanism, shown.data(), shown.size(), secret.data(),
                                                      secret.size(), &pair.shown, &pair.secret);
      result != CKR_OK)
    fail("C_GenerateKeyPair", result);
  return pair;
}

Bytes Token::sign(CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE type, BytesView message) const {
  CK_MECHANISM mechanism{type, nullptr, 0};
  if (const CK_RV result = module_->C_SignInit(session_, &mechanism, key); result != CKR_OK) fail("C_SignInit", result);
  return made_of(message, "C_Sign", module_->C_Sign);
}

Bytes Token::digest(CK_MECHANISM_TYPE type, BytesView message) const {
  CK_MECHANISM mechanism{type, nullptr, 0};
  if (const CK_RV result = module_->C_DigestInit(session_, &mechanism); result != CKR_OK) fail("C_DigestInit", result);
  return made_of(message, "C_Digest", module_->C_Digest);
}

Bytes Token::made_of(BytesView message, const char* name, Makes call) const {
  Bytes made(kLongestSignature), copy(message.begin(), message.end());
  CK_ULONG size = made.size();
  const CK_RV result = call(session_, copy.data(), copy.size(), made.data(), &size);
  if (result != CKR_OK || size > made.size()) fail(name, result);
  made.resize(size);
  return made;
}

Bytes Token::random(std::size_t size) const {
  Bytes bytes(size);
  if (const CK_RV result = module_->C_GenerateRandom(session_, bytes.data(), bytes.size()); result != CKR_OK)
    fail("C_GenerateRandom", result);
  return bytes;
}

}  // namespace pkit::pkcs11
