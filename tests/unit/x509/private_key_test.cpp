// Private keys: made, written, read back, and judged by what other programs make of them.
#include "x509/private_key.h"

#include <doctest/doctest.h>

#include <thread>

#include "making.h"
#include "x509/keys/pkcs8.h"

using namespace pkit;
using namespace pkit::x509;
using namespace pkit::x509::making;

namespace {

SignatureAlgorithm algorithm_of(const PrivateKey& key) {
  std::vector<Fault> faults;
  SignatureAlgorithm algorithm = read_signature_algorithm(key.signature_algorithm(), faults);
  CHECK(faults.empty());
  return algorithm;
}

bool proves_itself(const PrivateKey& key) {
  const Bytes message = to_bytes("a message");
  return verify(key.public_key(), algorithm_of(key), message, key.sign(message));
}

std::string reading(std::string_view pem, const std::string& passphrase = {}) {
  return thrown([&] { PrivateKey::read(pem, Secret(passphrase), "k.pem"); });
}

}  // namespace

TEST_CASE("every kind is made, signs and is what its word says") {
  for (const std::string word :
       {"ec-p256", "ec-p384", "rsa-2048", "rsa-3072", "rsa-pss-2048", "rsa-pss-3072", "ed25519"}) {
    CAPTURE(word);
    const PrivateKey& key = key_of(word);
    CHECK(key.public_key().word() == word);
    CHECK(proves_itself(key));
  }
}

TEST_CASE("signature algorithms are to the letter") {
  struct Row {
    std::string word, hex;
  };
  const Row rows[] = {
      {"ec-p256", "300a06082a8648ce3d040302"},
      {"ec-p384", "300a06082a8648ce3d040303"},
      {"ed25519", "300506032b6570"},
      {"rsa-2048", "300d06092a864886f70d01010b0500"},
      {"rsa-pss-2048",
       "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d0609608648016"
       "503"
       "0402010500a203020120"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CHECK(to_hex(key_of(row.word).signature_algorithm()) == row.hex);
    CHECK(algorithm_of(key_of(row.word)).taken);
  }
}

TEST_CASE("a PSS key that is for one digest signs with that one, and openssl agrees") {
  struct Row {
    std::string file, digest;
    int salt;
  };
  const Row rows[] = {{"openssl-rsa-pss.pem", "sha256", 32},
                      {"openssl-rsa-pss-sha256.pem", "sha256", 32},  // demands 20
                      {"certtool-rsa-pss-sha384.pem", "sha384", 48},
                      {"openssl-rsa-pss-sha512-long-salt.pem", "sha512", 100}};
  const Scratch scratch;
  const std::string text = scratch.write("text", "a message");
  for (const Row& row : rows) {
    CAPTURE(row.file);
    const PrivateKey key = PrivateKey::read(data("private-key/" + row.file), Secret(), row.file);
    const SignatureAlgorithm algorithm = algorithm_of(key);
    CHECK(algorithm.word == "rsa-pss-" + row.digest);
    CHECK(algorithm.mask_digest == row.digest);
    CHECK(algorithm.salt == row.salt);
    CHECK(proves_itself(key));
    const Bytes made = key.sign(to_bytes("a message"));
    const std::string signature = scratch.write("signature", std::string(as_text(made)));
    const std::string spki = scratch.write("spki.pem", write_pem("PUBLIC KEY", key.public_key().spki()));
    // openssl holds the key's parameters against the signature by itself.
    const std::string judge = "openssl dgst -verify " + spki + " -signature " + signature +
                              " -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:" + std::to_string(row.salt);
    CHECK(run(judge + " -" + row.digest + " " + text).exit == 0);
    CHECK(run(judge + " -" + row.digest + " " + spki).exit != 0);
  }
}

TEST_CASE("a word that is no kind of key") {
  for (const std::string word : {"", "rsa", "rsa-1024", "rsa-2048+", "EC-P256", "ed448"}) {
    CAPTURE(word);
    CHECK(thrown([&] { PrivateKey::generate(word); }) == "2 key.word");
  }
}

TEST_CASE("written and read back, with and without a passphrase") {
  for (const std::string word : {"ec-p256", "ec-p384", "rsa-2048", "rsa-pss-2048", "ed25519"}) {
    for (const std::string passphrase : {"", "J7mQ3p0vXK2eN9sT4uWbRyZ1aCdEfGhIjKlMnOpQr_-"}) {
      CAPTURE(word);
      CAPTURE(passphrase);
      const Secret pem = key_of(word).to_pem(Secret(passphrase));
      CHECK(PrivateKey::is_encrypted(pem.reveal()) == !passphrase.empty());
      const PrivateKey back = PrivateKey::read(pem.reveal(), Secret(passphrase), "k.pem");
      CHECK(back.public_key().spki() == key_of(word).public_key().spki());
      CHECK(proves_itself(back));
    }
  }
}

TEST_CASE("only a passphrase that nobody chose gets few iterations") {
  const std::string random(43, 'x');
  CHECK(pbkdf2_iterations(random) == 2'048);
  CHECK(pbkdf2_iterations(random + "-_09AZ") == 2'048);
  CHECK(pbkdf2_iterations(random.substr(1)) == 600'000);
  CHECK(pbkdf2_iterations(random.substr(1) + " ") == 600'000);
  CHECK(pbkdf2_iterations("correct horse battery staple") == 600'000);
  CHECK(pbkdf2_iterations("") == 600'000);
}

TEST_CASE("a passphrase that is wrong or missing") {
  const Secret pem = key_of("ec-p256").to_pem(Secret(std::string(43, 'x')));
  CHECK(reading(pem.reveal()) == "10 key.passphrase");
  CHECK(reading(pem.reveal(), "wrong") == "10 key.passphrase");
  CHECK(reading(pem.reveal(), std::string(42, 'x')) == "10 key.passphrase");
}

TEST_CASE("openssl and certtool read what is written") {
  const Scratch scratch;
  const std::string passphrase(43, 'x');
  for (const std::string word : {"ec-p256", "ec-p384", "rsa-2048", "rsa-pss-2048", "ed25519"}) {
    CAPTURE(word);
    const std::string plain = scratch.write("plain.pem", key_of(word).to_pem(Secret()).reveal());
    const std::string locked = scratch.write("locked.pem", key_of(word).to_pem(Secret(passphrase)).reveal());
    const std::string spki = write_pem("PUBLIC KEY", key_of(word).public_key().spki());
    for (const std::string& command :
         {"openssl pkey -pubout -in " + plain, "openssl pkey -pubout -in " + locked + " -passin pass:" + passphrase}) {
      const Ran ran = run(command);
      CAPTURE(ran.output);
      CHECK(ran.exit == 0);
      CHECK(ran.output == spki);
    }
    CHECK(run("openssl pkey -check -noout -in " + plain).exit == 0);
    CHECK(run("certtool --key-info --infile " + plain).exit == 0);
    CHECK(run("certtool --key-info --password " + passphrase + " --infile " + locked).exit == 0);
    CHECK(run("openssl asn1parse -in " + locked).output.find("hmacWithSHA256") != std::string::npos);
    CHECK(run("openssl asn1parse -in " + locked).output.find("aes-256-cbc") != std::string::npos);
  }
}

TEST_CASE("keys of other programs are read") {
  struct Row {
    std::string file, passphrase, word;
  };
  const Row rows[] = {
      {"openssl-p256.pem", "", "ec-p256"},
      {"openssl-p384-sec1.pem", "", "ec-p384"},
      {"openssl-p256-sec1-parameters.pem", "", "ec-p256"},
      {"openssl-p256-compressed.pem", "", "ec-p256"},
      {"openssl-p256-no-public.pem", "", "ec-p256"},
      {"openssl-rsa-pkcs1.pem", "", "rsa-2048"},
      {"openssl-p521.pem", "", "ec-p521"},
      {"openssl-dek-info.pem", "open sesame", "ec-p256"},
      {"openssl-scrypt.pem", "open sesame", "ec-p256"},
      {"openssl-rsa.pem", "", "rsa-2048"},
      {"openssl-rsa-pss.pem", "", "rsa-pss-2048"},
      {"openssl-rsa-pss-sha256.pem", "", "rsa-pss-2048"},
      {"openssl-rsa-pss-sha512-long-salt.pem", "", "rsa-pss-2048"},
      {"certtool-rsa-pss-sha384.pem", "", "rsa-pss-2048"},
      {"openssl-ed25519.pem", "", "ed25519"},
      {"openssl-p256-encrypted.pem", "open sesame", "ec-p256"},
      {"openssl-rsa-encrypted.pem", "open sesame", "rsa-2048"},
      {"certtool-p256.pem", "", "ec-p256"},
      {"certtool-ed25519.pem", "", "ed25519"},
      {"certtool-rsa-encrypted.pem", "open sesame", "rsa-2048"},
      {"pki-rsa.pem", "", "rsa-2048"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file);
    const std::string pem = data("private-key/" + row.file);
    CHECK(PrivateKey::is_encrypted(pem) == !row.passphrase.empty());
    const PrivateKey key = PrivateKey::read(pem, Secret(row.passphrase), row.file);
    CHECK(key.public_key().word() == row.word);
    CHECK(proves_itself(key));
  }
}

TEST_CASE("what is no private key that we take, each for its own reason") {
  struct Row {
    std::string file, reason;
  };
  const Row rows[] = {
      {"certificate.pem", "holds no private key"},
      {"ed448.pem", "its algorithm is none"},
      {"explicit-parameters.pem", "its curve is not a named one"},
      {"many-iterations.pem", "iteration count"},
      {"public-half-of-another.pem", "do not belong together"},
      {"rsa-1024.pem", "1024 bits"},
      {"rsa-pss-restricted.pem", "two different ones"},
      {"rsa-pss-salt.pem", "no room for"},
      {"rsa-wrong-coefficient.pem", "do not fit together"},
      {"rsa-wrong-modulus.pem", "do not fit together"},
      {"scalar-order.pem", "out of range"},
      {"scalar-zero.pem", "out of range"},
      {"secp256k1.pem", "its curve is none"},
      {"trailing.pem", "too many in PrivateKeyInfo"},
      {"two-keys.pem", "more than one private key"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file);
    const std::string pem = data("private-key/refused/" + row.file);
    CHECK(reading(pem, "open sesame") == "5 key.file");
    try {
      PrivateKey::read(pem, Secret("open sesame"), "k.pem");
    } catch (const Error& e) {
      CAPTURE(e.what());
      CHECK(std::string(e.what()).find(row.reason) != std::string::npos);
    }
  }
}

TEST_CASE("what is no PEM file") {
  for (const std::string text : {"", "\n", "hello", "-----BEGIN PRIVATE KEY-----\n",
                                 "-----BEGIN PRIVATE KEY-----\n?\n-----END PRIVATE KEY-----\n",
                                 "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"}) {
    CAPTURE(text);
    CHECK(reading(text) == "5 key.file");
  }
  CHECK(reading(std::string(70'000, 'x')) == "5 key.file");
}

TEST_CASE("errors name the file and quote nothing of it") {
  const std::string pem = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0c2VjcmV0!\n-----END PRIVATE KEY-----\n";
  try {
    PrivateKey::read(pem, Secret(), "ca/root.key");
    FAIL("it was read");
  } catch (const Error& e) {
    const std::string what = std::string(e.what()) + e.hint();
    CHECK(what.starts_with("ca/root.key: "));
    CHECK(what.find("c2Vj") == std::string::npos);
    CHECK(e.details().empty());
  }
}

TEST_CASE("a changed octet never makes a key whose halves differ") {
  for (const std::string word : {"ec-p256", "ed25519", "rsa-2048"}) {
    const Secret pem = key_of(word).to_pem(Secret());
    const Bytes der = read_pem(pem.reveal()).front().der;
    const std::size_t step = der.size() > 300 ? 17 : 1;
    for (std::size_t i = 0; i < der.size(); i += step) {
      Bytes changed = der;
      changed[i] ^= 0x10;
      try {
        const PrivateKey key = PrivateKey::read(write_pem("PRIVATE KEY", changed), Secret(), "k");
        CAPTURE(word);
        CAPTURE(i);
        CHECK(proves_itself(key));
      } catch (const Error& e) {
        CHECK(e.code() == "key.file");
      }
    }
  }
}

TEST_CASE("threads sign with one key") {
  for (const std::string word : {"ec-p256", "rsa-2048", "ed25519"}) {
    const PrivateKey& key = key_of(word);
    std::array<int, 4> good{};
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < good.size(); ++t) {
      threads.emplace_back([&, t] {
        const SignatureAlgorithm algorithm = [&] {
          std::vector<Fault> faults;
          return read_signature_algorithm(key.signature_algorithm(), faults);
        }();
        for (int i = 0; i < 10; ++i) {
          const Bytes message = to_bytes(std::to_string(t) + "/" + std::to_string(i));
          if (verify(key.public_key(), algorithm, message, key.sign(message))) ++good[t];
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (int count : good) CHECK(count == 10);
  }
}
