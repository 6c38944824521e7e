// New key pairs (A24), judged by ssh-keygen: what it reads of ours, under which passphrase, and what it calls it.
#include "ssh/private_key.h"

#include <sys/wait.h>

#include <cstdio>

#include "../error_of.h"
#include "../temporary_directory.h"
#include "base/file.h"
#include "base/world.h"
#include "ssh/authorized_keys.h"

using namespace pkit;

namespace {

/// What it prints, or "failed".
std::string keygen(const std::string& arguments) {
  FILE* pipe = popen(("ssh-keygen " + arguments + " 2>/dev/null").c_str(), "r");
  REQUIRE(pipe);
  std::string out;
  for (char buffer[4096]; const std::size_t n = fread(buffer, 1, sizeof buffer, pipe);) out.append(buffer, n);
  return pclose(pipe) == 0 ? out : "failed";
}

}  // namespace

TEST_CASE("each type of key, plain, is ssh-keygen's too") {
  const test::TemporaryDirectory directory;
  const World world = real_world();
  struct Row {
    const char *word, *keytype;
    int keylength;
    const char* shown;
  };
  for (const auto& [word, keytype, keylength, shown] : {
           Row{"ed25519", "Ed25519", 256, "(ED25519)"},
           Row{"ec-p256", "ECDSA", 256, "(ECDSA)"},
           Row{"ec-p384", "ECDSA", 384, "(ECDSA)"},
           Row{"ec-p521", "ECDSA", 521, "(ECDSA)"},
           Row{"rsa-3072", "RSA", 3072, "(RSA)"},
       }) {
    CAPTURE(word);
    const ssh::KeyPair pair = ssh::make_key_pair(word, "me@there", Secret(), world.random);
    const std::string file = (directory / word).string();
    create_file(file, as_bytes(pair.file.reveal()), Mode::secret);
    CHECK(pair.public_key.keytype == keytype);
    CHECK(pair.public_key.keylength == keylength);
    CHECK(keygen("-y -P '' -f " + file) == ssh::key_line(pair.public_key, "", "me@there"));
    CHECK(keygen("-l -f " + file) ==
          std::to_string(keylength) + " " + pair.public_key.fingerprint() + " me@there " + shown + "\n");
    CHECK(ssh::word_for(pair.public_key) == word);
  }
  CHECK(test::verdict([&] { ssh::make_key_pair("dsa", "", Secret(), world.random); }) == "2 key.word");
}

TEST_CASE("an encrypted one opens under its passphrase and no other") {
  const test::TemporaryDirectory directory;
  const ssh::KeyPair pair = ssh::make_key_pair("ed25519", "", Secret("correct horse"), real_world().random);
  const std::string file = (directory / "key").string();
  create_file(file, as_bytes(pair.file.reveal()), Mode::secret);
  CHECK(keygen("-y -P 'correct horse' -f " + file) == ssh::key_line(pair.public_key, "", ""));
  CHECK(keygen("-y -P 'wrong horse' -f " + file) == "failed");
  CHECK(keygen("-y -P '' -f " + file) == "failed");
}
