// Owning handles, the error queue, and that libcrypto's configuration has no say.
#include "ossl/ossl.h"

#include <doctest/doctest.h>
#include <openssl/err.h>
#include <openssl/rand.h>

#include <cstdlib>
#include <fstream>

#include "base/error.h"

using namespace pkit;

namespace {

/// A configuration under which no algorithm can be had.
const char* hostile_configuration() {
  static const std::string path = "/tmp/pkit-ossl-test-" + std::to_string(getpid()) + ".cnf";
  std::ofstream(path) << "openssl_conf = all\n[all]\nalg_section = evp\n[evp]\ndefault_properties = nowhere=yes\n";
  return path.c_str();
}

}  // namespace

// First, because libcrypto is started once in a process.
TEST_CASE("OPENSSL_CONF has no influence") {
  const char* path = hostile_configuration();
  REQUIRE(setenv("OPENSSL_CONF", path, 1) == 0);
  // The same file, where it has influence.
  CHECK(std::system("echo | openssl dgst -sha256 >/dev/null 2>&1") != 0);
  ossl::start();
  const ossl::Owned<EVP_MD, EVP_MD_free> sha256(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  CHECK(sha256 != nullptr);
  const ossl::Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  CHECK(key != nullptr);
  CHECK(std::remove(path) == 0);
  CHECK(unsetenv("OPENSSL_CONF") == 0);
  CHECK(std::system("echo | openssl dgst -sha256 >/dev/null 2>&1") == 0);
}

TEST_CASE("a failure becomes an Error and leaves the queue empty") {
  ossl::start();
  CHECK(EVP_MD_fetch(nullptr, "no such digest", nullptr) == nullptr);
  try {
    ossl::fail("fetching a digest");
  } catch (const Error& e) {
    CHECK(e.kind() == Kind::internal);
    CHECK(e.code() == "crypto");
    CHECK(std::string(e.what()).starts_with("fetching a digest: error:"));
  }
  CHECK(ERR_peek_error() == 0);
  CHECK_THROWS_WITH_AS(ossl::fail("doing nothing"), "doing nothing", Error);
}

TEST_CASE("need and ok") {
  int there = 1;
  CHECK(ossl::need(&there, "looking") == &there);
  CHECK_THROWS_AS(ossl::need(static_cast<int*>(nullptr), "looking"), Error);
  CHECK_NOTHROW(ossl::ok(1, "doing"));
  for (int rc : {0, -1, -2, 2}) {
    CAPTURE(rc);
    CHECK_THROWS_AS(ossl::ok(rc, "doing"), Error);
  }
}

TEST_CASE("an expected failure is forgotten") {
  ossl::start();
  CHECK(EVP_MD_fetch(nullptr, "no such digest", nullptr) == nullptr);
  CHECK(ERR_peek_error() != 0);
  ossl::forget_errors();
  CHECK(ERR_peek_error() == 0);
}
