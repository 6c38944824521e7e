// What algorithms withstand: NIST SP 800-57 part 1 table 2, FIPS 204 table 1; and what nobody knows is not ready.
#include <doctest/doctest.h>

#include "report/strength.h"
#include "x509/key.h"

using namespace pkit::report;

TEST_CASE("strengths are those of the standards") {
  struct Row {
    const char* word;
    int classical, quantum;
    const char* ready;
  };
  const Row rows[] = {
      {"ec-p256", 128, 0, "vulnerable"},      {"ec-p384", 192, 0, "vulnerable"},
      {"ed25519", 128, 0, "vulnerable"},      {"rsa-1024", 80, 0, "vulnerable"},
      {"rsa-2048", 112, 0, "vulnerable"},     {"rsa-3071", 112, 0, "vulnerable"},
      {"rsa-3072", 128, 0, "vulnerable"},     {"rsa-4096", 128, 0, "vulnerable"},
      {"rsa-8192", 192, 0, "vulnerable"},     {"rsa-pss-3072", 128, 0, "vulnerable"},
      {"ML-DSA-44", 128, 2, "ready"},         {"ml-dsa-65", 192, 3, "ready"},
      {"ML-DSA-87", 256, 5, "ready"},         {"rsa-sha1", 80, 0, "vulnerable"},
      {"ecdsa-sha256", 128, 0, "vulnerable"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    const auto strength = strength_of(row.word);
    REQUIRE(strength);
    CHECK(strength->classical == row.classical);
    CHECK(strength->quantum == row.quantum);
    CHECK(std::string(readiness_word(row.word)) == row.ready);
  }
}

TEST_CASE("what pkit does not know is not called ready") {
  for (const char* word :
       {"", "rsa-", "rsa-x", "rsa-99999999999999", "1.2.3.4", "ec-explicit", "ml-dsa-66", "unreadable"}) {
    CAPTURE(word);
    CHECK(!strength_of(word));
    CHECK(!is_ready(word));
    CHECK(std::string(readiness_word(word)) == "unknown");
  }
}

TEST_CASE("every key that a profile can name is known") {
  for (const std::string& word : pkit::x509::key_words())
    if (!word.ends_with('+')) CHECK(strength_of(word));
}
