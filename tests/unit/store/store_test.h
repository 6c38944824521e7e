// What the store's tests share: a database in a directory of its own, and rows to put into it.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "base/error.h"
#include "fresh_state.h"
#include "store/certificates.h"
#include "store/database.h"
#include "store/events.h"
#include "store/meta.h"
#include "store/principals.h"
#include "store/registrations.h"
#include "store/requests.h"
#include "store/state_file.h"

namespace pkit::store {

/// A text that hardly becomes shorter when it is packed: by as much as one octet in four.
inline std::string unlike(std::size_t size) {
  std::string text;
  std::uint64_t state = 1;
  while (text.size() < size) {
    state = state * 6364136223846793005 + 1442695040888963407;
    text += static_cast<char>('0' + (state >> 58));
  }
  return text;
}

/// A directory that is removed in the end.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "pkit-store-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    directory_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Path file() const { return directory_ / "pkit.db"; }
  const Path& directory() const { return directory_; }

 private:
  Path directory_;
};

/// Home id 00 01 .. 0f.
inline Meta sample_meta() {
  Meta meta{.home_id = {}, .test_clock = false, .created = 1000, .highest_time = 1000, .schema = 1};
  for (std::uint8_t i = 0; i < 16; ++i) meta.home_id.push_back(i);
  return meta;
}

/// A fresh home's database, open.
struct Fixture {
  Scratch scratch;
  World world = real_world();
  std::unique_ptr<Database> database = test::fresh_state(scratch.file(), world);

  Fixture() {
    database->write([](Write& write) { meta::create(write, sample_meta()); });
  }
  void reopen() {
    database.reset();
    database = test::state_again(scratch.file(), world);
  }
  void write(const std::function<void(Write&)>& fn) { database->write(fn); }
  void execute(const char* sql, Params params = {}) {
    database->write([&](Write& write) { write.execute(test::with_octets(sql).c_str(), params); });
  }
  template <class Fn>
  auto read(Fn fn) {
    decltype(fn(std::declval<Read&>())) result{};
    database->read([&](Read& read) { result = fn(read); });
    return result;
  }
};

template <class Fn>
Error error_from(Fn fn) {
  try {
    fn();
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error");
  return Error(Kind::internal, "none", "none");
}

inline Bytes digest_of(std::uint8_t fill) { return Bytes(32, fill); }

inline Principal sample_principal(const std::string& id, const std::string& name) {
  return {
      .id = id, .kind = "orchestrator", .name = name, .name_key = name, .state = "New", .enabled = true, .version = 1};
}

inline Registration sample_registration(const std::string& id, const std::string& principal, std::uint8_t csr) {
  Registration registration;
  registration.id = id;
  registration.principal = principal;
  registration.csr_sha256 = digest_of(csr);
  registration.csr = {0x30, csr};
  registration.state = RegistrationState::waiting;
  registration.created = registration.updated = 1000 + csr;
  return registration;
}

inline Issuer sample_issuer() {
  return {
      .id = "i-one", .authority = "issuing", .key_id = "aa", .certificate = {0x30, 1}, .not_after = 9000, .created = 1};
}

/// Serial, fingerprint and id follow from `number`.
inline Certificate sample_certificate(std::uint8_t number, const std::string& principal, Time not_after) {
  Certificate certificate;
  certificate.id = "c-" + std::string(1, static_cast<char>('a' + number));
  certificate.issuer = "i-one";
  certificate.serial = {1, number};
  certificate.principal = principal;
  certificate.profile = "agent";
  certificate.subject = "CN=" + principal;
  certificate.key_id = "ab";
  certificate.csr_sha256 = digest_of(number);
  certificate.fingerprint = digest_of(number);
  certificate.not_before = 0;
  certificate.not_after = not_after;
  certificate.der = {0x30, number};
  certificate.created = 100 + number;
  return certificate;
}

}  // namespace pkit::store
