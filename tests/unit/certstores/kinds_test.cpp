// The kinds of stores as bytes to bytes (B3): what a change leaves as it was, and what it refuses.
#include <doctest/doctest.h>

#include "../error_of.h"
#include "../x509/making.h"
#include "certstores/entries.h"
#include "certstores/kind.h"
#include "x509/key_form.h"

using namespace pkit;
using namespace pkit::certstores;
using test::verdict;
using x509::making::key_of;
using x509::making::leaf;
using x509::making::leaf_fields;
using x509::making::pem;
using x509::making::root;
using x509::making::signed_by;

namespace {

constexpr const char* kCa = "rsa-3072";  // whose signatures are the same each time

std::string key_text(const char* word, x509::KeyForm form = x509::KeyForm::pkcs8) {
  return std::string(x509::key_in_form(key_of(word), form, Secret("pass")).reveal());
}

x509::PrivateKey copy_of(const char* word) { return x509::PrivateKey::read(key_text(word), {}, "a key"); }

Addition addition(const char* word, bool with_key = true, bool overwrite = true) {
  Addition added;
  added.certificate = x509::parse_certificate(leaf(word, kCa));
  if (with_key) added.key = copy_of(word);
  added.overwrite = overwrite;
  return added;
}

std::string text_of(const Edit& edit) { return edit.bytes ? std::string(edit.bytes->reveal()) : "unchanged"; }

std::string label_of_key(const std::string& text) {
  const std::size_t end = text.find("PRIVATE KEY-----");
  const std::size_t begin = text.rfind("-----BEGIN ", end);
  return text.substr(begin + 11, end - begin - 11) + "PRIVATE KEY";
}

}  // namespace

TEST_CASE("the kind of a file is what its bytes say (B3)") {
  const Secret none;
  const std::string der(as_text(leaf("ec-p256", kCa)));
  const Edit made = kPkcs12.put("", Secret("word"), addition("ec-p256"));
  const std::pair<std::string, const StoreKind*> rows[] = {
      {pem(leaf("ec-p256", kCa)), &kPem},
      {"# a comment\n" + pem(leaf("ec-p256", kCa)) + key_text("ec-p256"), &kPem},
      {der, &kDer},
      {std::string(made.bytes->reveal()), &kPkcs12},
      {"", nullptr},
      {"nothing", nullptr},
      {key_text("ec-p256"), nullptr},
  };
  for (const auto& [bytes, kind] : rows) CHECK(kind_of(bytes) == kind);
}

TEST_CASE("a key keeps the form in which it was found (B3)") {
  struct Row {
    const char* there;
    x509::KeyForm form;
    const char* put;
    const char* label;
  };
  const Row rows[] = {
      {"rsa-2048", x509::KeyForm::traditional, "rsa-2048", "RSA PRIVATE KEY"},
      {"ec-p256", x509::KeyForm::traditional, "ec-p256", "EC PRIVATE KEY"},
      {"rsa-2048", x509::KeyForm::traditional, "ec-p256", "EC PRIVATE KEY"},
      {"rsa-2048", x509::KeyForm::traditional, "ed25519", "PRIVATE KEY"},
      {"rsa-2048", x509::KeyForm::pkcs8, "ec-p256", "PRIVATE KEY"},
      {"ec-p256", x509::KeyForm::encrypted_pkcs8, "rsa-2048", "ENCRYPTED PRIVATE KEY"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.label);
    const std::string before = pem(leaf(row.there, kCa)) + key_text(row.there, row.form);
    const std::string after = text_of(kPem.put(before, Secret("pass"), addition(row.put)));
    CHECK(label_of_key(after) == row.label);
    const Contents read = kPem.read(after, Secret("pass"));
    REQUIRE(read.entries.size() == 1);
    CHECK(read.entries[0].private_key);
    CHECK(equal(read.entries[0].certificate.der, leaf(row.put, kCa)));
  }
  const std::string encrypted = pem(leaf("ec-p256", kCa)) + key_text("ec-p256", x509::KeyForm::encrypted_pkcs8);
  CHECK(verdict([&] { kPem.put(encrypted, Secret(), addition("rsa-2048")); }) == "10 key.passphrase");
  CHECK(verdict([&] { kPem.read(encrypted, Secret("wrong")); }) == "10 key.passphrase");
}

TEST_CASE("text and other entries of a PEM store stay, to the byte; attributes of what is replaced go (B3)") {
  const std::string other = "# ours\n\n" + pem(root(kCa)),
                    dh = "-----BEGIN DH PARAMETERS-----\nMAMC\n-----END DH PARAMETERS-----\n";
  const std::string before = "# head\nBag Attributes\n    friendlyName: old\nsubject=CN = old\n" +
                             pem(leaf("ec-p256", kCa)) + "Key Attributes: <No Attributes>\n" + key_text("ec-p256") +
                             dh + other + "# tail";
  const std::string after = text_of(kPem.put(before, {}, addition("rsa-2048")));
  CHECK(after == "# head\n" + pem(leaf("rsa-2048", kCa)) + key_text("rsa-2048") + dh + "# ours\n\n# tail");
  // The root was in the chain of the entry, and went with it: it is not put back.
  const std::string crlf = "# head\r\n";
  CHECK(text_of(kPem.put(crlf, {}, addition("ed25519", false))).find("-----BEGIN CERTIFICATE-----\r\n") !=
        std::string::npos);
}

TEST_CASE("what cannot be read whole is told, and what cannot be kept as it is is refused (B3)") {
  const std::string good = pem(leaf("ec-p256", kCa));
  CHECK(kPem.read(good + "-----BEGIN CERTIFICATE-----\nMAMC\n-----END CERTIFICATE-----\n", {}).unread.size() == 1);
  CHECK(kPem.read(good + "-----BEGIN TRUSTED CERTIFICATE-----\nMAMC\n-----END TRUSTED CERTIFICATE-----\n", {})
            .unread.size() == 1);
  CHECK(kPem.read("", {}).entries.empty());
  for (const std::string& bad :
       {std::string("no PEM"), good.substr(0, good.size() - 30), "x" + good, good + "x " + good})
    CHECK(verdict([&] { kPem.read(bad, {}); }) == "5 certstore.format");
  CHECK(verdict([&] { kDer.read("x", {}); }) == "5 certstore.format");
  CHECK(verdict([&] { kPkcs12.read("x", Secret("word")); }) == "5 certstore.format");
}

TEST_CASE("a chain is put in its order, without its root (B3)") {
  const x509::Certificate of = x509::parse_certificate(leaf("ec-p256", kCa)), top = x509::parse_certificate(root(kCa));
  CHECK(ordered_chain(of, {top, of, top}).empty());
  const x509::Certificate stranger = x509::parse_certificate(leaf("ed25519", kCa));
  CHECK(verdict([&] { ordered_chain(of, {stranger}); }) == "5 certstore.chain");
}

TEST_CASE("PKCS#12: aliases without case, entries without one, and what stays is the same bag (B3)") {
  const Secret word(std::string(43, 'w'));  // as random as it looks, so that no slow KDF makes this test slow
  Addition first = addition("ec-p256"), second = addition("rsa-2048"), trusted = addition("ed25519", false);
  first.alias = "One";
  second.alias = "two";
  trusted.alias = "three";
  Edit edit = kPkcs12.put("", word, first);
  edit = kPkcs12.put(edit.bytes->reveal(), word, second);
  edit = kPkcs12.put(edit.bytes->reveal(), word, trusted);
  const std::string bytes(edit.bytes->reveal());
  const Contents three = kPkcs12.read(bytes, word);
  REQUIRE(three.entries.size() == 3);
  CHECK(three.find("ONE"));
  Addition other = addition("ec-p384");
  other.alias = "TWO";
  const Edit replaced = kPkcs12.put(bytes, word, other);
  const Contents after = kPkcs12.read(replaced.bytes->reveal(), word);
  for (const char* alias : {"One", "three"})
    CHECK(after.find(alias)->stored_sha256 == three.find(alias)->stored_sha256);
  CHECK(equal(after.find("two")->certificate.der, other.certificate.der));
  CHECK(kPkcs12.take(bytes, word, "nothing").unchanged == "there is no nothing in it");
  CHECK(kPkcs12.read(kPkcs12.take(bytes, word, "three").bytes->reveal(), word).entries.size() == 2);
  other.alias.clear();
  CHECK(verdict([&] { kPkcs12.put(bytes, word, other); }) == "7 certstore.several");
  other.overwrite = false;
  other.alias = "one";
  CHECK(!kPkcs12.put(bytes, word, other).bytes);
  CHECK(verdict([&] { kPkcs12.read(bytes, Secret("wrong")); }) == "10 key.passphrase");
}
