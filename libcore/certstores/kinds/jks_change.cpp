// Changes of `jks` and `jceks`: what is to be done is decided here, and keytool does it.
#include "certstores/kinds/jks_change.h"
#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/programs/keytool.h"

namespace pkit::certstores {

namespace {

constexpr std::string_view kJceksMagic = "\xce\xce\xce\xce";

const char* type_of(std::string_view bytes) { return bytes.starts_with(kJceksMagic) ? "JCEKS" : "JKS"; }

/// A key may have a password of its own, which whoever uses it knows: the new one would silently have the store's.
void require_store_word(const Keytool& keytool, const std::string& alias) {
  try {
    static_cast<void>(keytool.key_of(alias));
  } catch (const Error& error) {
    throw Error(Kind::conflict, "certstore.other_password",
                "the key of " + printable(alias) + " is not under the store's password: " + error.what(),
                "keytool -keypasswd -alias " + printable(alias) + " -keystore FILE gives it the store's");
  }
}

}  // namespace

void require_jks_writable(const Secret& password) {
  require_keytool();
  if (password.empty())
    throw Error(Kind::usage, "certstore.password", "a jks store is changed under its password, and none is known",
                "pkit store forget it, and pkit store add ... --password-file FILE");
}

Edit put_jks(const World& world, std::string_view bytes, const Secret& password, const Addition& addition) {
  require_jks_writable(password);
  const Contents contents = kJks.read(bytes, password);
  const Entry* there = place_by_name(contents, addition);
  if (there && !addition.overwrite) return left_as_it_is(*there, addition);
  if (!there) require_free_alias(contents, new_alias(addition));
  if (there) require_same_key(*there, addition);
  Edit edit;
  edit.alias = there ? there->alias : lower(new_alias(addition));
  if (there) edit.gone = {there->alias};
  Keytool keytool(world, bytes, type_of(bytes), password);
  if (there && there->private_key && addition.key) require_store_word(keytool, there->alias);
  if (addition.key) {
    keytool.put_key(edit.alias, *addition.key, addition.certificate, addition.chain);
  } else if (there && there->private_key) {
    keytool.put_key(edit.alias, keytool.key_of(there->alias), addition.certificate, addition.chain);
  } else {
    if (there) keytool.remove(there->alias);
    keytool.put_trusted(edit.alias, addition.certificate);
  }
  edit.bytes = keytool.bytes();
  return edit;
}

Keys jks_keys(const World& world, std::string_view bytes, const Secret& password, const Keyed& entries) {
  require_jks_writable(password);
  const Keytool keytool(world, bytes, type_of(bytes), password);
  Keys keys;
  for (const Entry* entry : entries) keys.push_back(keytool.key_of(entry->alias));
  return keys;
}

Edit take_jks(const World& world, std::string_view bytes, const Secret& password, const std::string& alias) {
  require_jks_writable(password);
  const Contents contents = kJks.read(bytes, password);
  const Entry* there = contents.find(alias);
  if (!there) return nothing_to_take(alias);
  Edit edit;
  edit.alias = there->alias;
  edit.gone = {there->alias};
  Keytool keytool(world, bytes, type_of(bytes), password);
  keytool.remove(there->alias);
  edit.bytes = keytool.bytes();
  return edit;
}

}  // namespace pkit::certstores
