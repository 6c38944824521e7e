// Wraps: for one key, one object and one version, and opened by openssl too.
#include "vault/wrap.h"

#include <doctest/doctest.h>

#include "../error_of.h"
#include "../x509/making.h"
#include "x509/envelope.h"

using namespace pkit;
using namespace pkit::vault;
using test::verdict;
using x509::making::key_of;
using x509::making::run;
using x509::making::Scratch;
using x509::making::slurp;

namespace {

const ObjectVersion kWrappedObject{"data", "report", 1};
const char* const kReceiving[] = {"rsa-2048", "rsa-3072", "ec-p256", "ec-p384"};

Secret object_key() { return new_object_key(real_world()); }
std::string opening(const Wrap& wrapped, const ObjectVersion& object, const char* word) {
  return verdict([&] { unwrap(wrapped, object, key_of(word)); });
}

}  // namespace

TEST_CASE("a key comes back for each kind of key that receives") {
  for (const char* word : kReceiving) {
    CAPTURE(word);
    const Secret key = object_key();
    const Wrap wrapped = wrap(key, kWrappedObject, key_of(word));
    CHECK(unwrap(wrapped, kWrappedObject, key_of(word)).reveal() == key.reveal());
  }
  CHECK(object_key().reveal() != object_key().reveal());
}

TEST_CASE("keys that only sign own nothing, and are told so") {
  for (const char* word : {"rsa-pss-2048", "ed25519"}) {
    CAPTURE(word);
    CHECK_FALSE(x509::can_receive(key_of(word).public_key()));
    CHECK(verdict([&] { wrap(object_key(), kWrappedObject, key_of(word)); }) == "3 vault.key");
    CHECK(verdict([&] { key_of(word).unwrap(x509::make_envelope(as_bytes("x"), key_of("ec-p256").public_key())); }) ==
          "5 vault.wrap");
  }
}

TEST_CASE("openssl cms opens the envelope, and names what it is made of") {
  const Scratch scratch;
  for (const char* word : kReceiving) {
    CAPTURE(word);
    const Secret key = object_key();
    const Bytes envelope = wrap(key, kWrappedObject, key_of(word)).envelope;
    const std::string file = scratch.write("key.cms", as_text(envelope));
    const std::string secret = scratch.write("key.pem", key_of(word).to_pem(Secret()).reveal());
    const auto ran = run("openssl cms -decrypt -binary -inform DER -in " + file + " -inkey " + secret + " -out " +
                         (scratch / "plain"));
    CHECK_MESSAGE(ran.exit == 0, ran.output);
    CHECK(slurp(scratch / "plain") == key.reveal());
    const std::string printed = run("openssl cms -cmsout -print -noout -inform DER -in " + file).output;
    const auto says = [&](const char* text) { return printed.find(text) != std::string::npos; };
    CHECK(says("authEnvelopedData"));
    CHECK(says("aes-256-gcm"));
    CHECK_FALSE(says("des-ede3"));
    if (std::string(word).starts_with("rsa")) {
      CHECK(says("rsaesOaep"));
      CHECK(says("sha256"));
      CHECK(says("subjectKeyIdentifier"));
    } else {
      CHECK(says("dhSinglePass-stdDH-sha256kdf-scheme"));
      CHECK(says("id-aes256-wrap"));
    }
    CHECK_FALSE(says("sha1"));
  }
}

TEST_CASE("another key, object, version or signature does not open it") {
  for (const char* word : {"rsa-2048", "ec-p256"}) {
    CAPTURE(word);
    const Wrap wrapped = wrap(object_key(), kWrappedObject, key_of(word));
    CHECK(opening(wrapped, kWrappedObject, word) == "1 none");
    CHECK(opening(wrapped, {"data", "report", 2}, word) == "5 vault.wrap");
    CHECK(opening(wrapped, {"data", "reports", 1}, word) == "5 vault.wrap");
    CHECK(opening(wrapped, {"date", "report", 1}, word) == "5 vault.wrap");
    CHECK(opening(wrapped, kWrappedObject, "ec-p384") == "5 vault.wrap");
    CHECK(opening({wrapped.envelope, {}}, kWrappedObject, word) == "5 vault.wrap");
    // Sealed to the same public key by who has no private one, and signed by another key.
    const Wrap forged{x509::make_envelope(as_bytes(std::string(32, 'f')), key_of(word).public_key()),
                      wrapped.signature};
    CHECK(opening(forged, kWrappedObject, word) == "5 vault.wrap");
    const Bytes signed_by_another = key_of("ec-p384").sign(forged.envelope);
    CHECK(opening({forged.envelope, signed_by_another}, kWrappedObject, word) == "5 vault.wrap");
  }
}

TEST_CASE("an envelope that is cut, changed or none does not open") {
  for (const std::string word : {"rsa-2048", "ec-p256"}) {
    CAPTURE(word);
    const x509::PrivateKey& owner = key_of(word);
    const Bytes envelope = x509::make_envelope(as_bytes("secret"), owner.public_key());
    const auto opens = [&](BytesView bytes) { return verdict([&] { owner.unwrap(bytes); }); };
    CHECK(opens(envelope) == "1 none");
    CHECK(opens({}) == "5 vault.wrap");
    CHECK(opens(BytesView(envelope).first(envelope.size() - 1)) == "5 vault.wrap");
    Bytes longer = envelope;
    longer.push_back(0);
    CHECK(opens(longer) == "5 vault.wrap");
    Bytes changed = envelope;
    changed.back() ^= 1;  // the tag
    CHECK(opens(changed) == "5 vault.wrap");
    CHECK(opens(Bytes(20'000, 0x30)) == "5 vault.wrap");
  }
}
