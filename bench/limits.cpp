// What no program can beat on this machine, as processes whose time is measured beside pkit's:
//   limits signatures THREADS COUNT   COUNT P-256 signatures made and COUNT verified, by EVP in a loop
//   limits signings THREADS COUNT     COUNT P-256 signatures made, by EVP in a loop
//   limits verifications THREADS COUNT  COUNT P-256 signatures verified, by EVP in a loop
//   limits syncs COUNT FILE           COUNT appends of 4 KiB to FILE, each made durable by fdatasync
//   limits faults COUNT RUNS          RUNS times, COUNT pages of memory fetched by touching each
//   limits certificates FILE RUNS     RUNS times, each certificate of a PEM file parsed, by libcrypto in a loop
//   limits spawns COUNT PROGRAM       COUNT starts of PROGRAM, one after the other, with a line on its stdin
#include <fcntl.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

void require(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

enum class Work { signing, verification, both };

/// A thread's share: the CA signs, the CSR's own signature is verified; contexts are kept, as a batch keeps them.
void sign_and_verify(int count, Work work) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const auto context = [&] {
    return std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>(EVP_PKEY_CTX_new(key.get(), nullptr),
                                                                       EVP_PKEY_CTX_free);
  };
  const auto signing = context(), verifying = context();
  require(EVP_PKEY_sign_init(signing.get()) == 1 && EVP_PKEY_verify_init(verifying.get()) == 1, "no context");
  std::array<unsigned char, 32> digest{};
  std::array<unsigned char, 80> signature{};
  std::size_t length = 0;
  for (int i = 0; i < count; ++i) {
    if (work != Work::verification || i == 0) {
      std::memcpy(digest.data(), &i, sizeof i);
      length = signature.size();
      require(EVP_PKEY_sign(signing.get(), signature.data(), &length, digest.data(), digest.size()) == 1, "not signed");
    }
    if (work == Work::signing) continue;
    require(EVP_PKEY_verify(verifying.get(), signature.data(), length, digest.data(), digest.size()) == 1,
            "not verified");
  }
}

void signatures(int threads, int count, Work work) {
  std::vector<std::thread> working;
  for (int i = 0; i < threads; ++i) working.emplace_back(sign_and_verify, (count + i) / threads, work);
  for (std::thread& thread : working) thread.join();
}

void syncs(int count, const char* file) {
  const int fd = ::open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  require(fd >= 0, "cannot open the file");
  const std::array<char, 4096> page{};
  for (int i = 0; i < count; ++i)
    require(::write(fd, page.data(), page.size()) == static_cast<ssize_t>(page.size()) && ::fdatasync(fd) == 0,
            "not written");
  ::close(fd);
}

void faults(std::size_t pages) {
  const std::size_t size = pages * 4096;
  void* mapped = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  require(mapped != MAP_FAILED && ::madvise(mapped, size, MADV_NOHUGEPAGE) == 0, "no memory");
  for (std::size_t i = 0; i < size; i += 4096) static_cast<volatile char*>(mapped)[i] = 1;
  ::munmap(mapped, size);
}

void parse_certificates(const char* file) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> in(BIO_new_file(file, "r"), BIO_free);
  require(in != nullptr, "cannot open the file");
  int parsed = 0;
  while (const std::unique_ptr<X509, decltype(&X509_free)> certificate{
      PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr), X509_free}) {
    require(X509_get0_pubkey(certificate.get()) != nullptr, "no key");
    ++parsed;
  }
  require(parsed > 0, "there is no certificate in it");
}

void spawn_once(char* program) {
  std::array<int, 2> input{};
  require(::pipe2(input.data(), O_CLOEXEC) == 0 && ::write(input[1], "{}\n", 3) == 3, "no pipe");
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
  std::array<char*, 2> argv{program, nullptr};
  pid_t child = 0;
  require(::posix_spawn(&child, program, &actions, nullptr, argv.data(), environ) == 0, "cannot start it");
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(input[0]);
  ::close(input[1]);
  int status = 0;
  require(::waitpid(child, &status, 0) == child && status == 0, "it failed");
}

}  // namespace

int main(int count, char** words) {
  try {
    const std::string what = count == 4 ? words[1] : "";
    if (what == "signatures")
      signatures(std::atoi(words[2]), std::atoi(words[3]), Work::both);
    else if (what == "signings")
      signatures(std::atoi(words[2]), std::atoi(words[3]), Work::signing);
    else if (what == "verifications")
      signatures(std::atoi(words[2]), std::atoi(words[3]), Work::verification);
    else if (what == "syncs")
      syncs(std::atoi(words[2]), words[3]);
    else if (what == "faults")
      for (int i = std::atoi(words[3]); i > 0; --i) faults(std::strtoul(words[2], nullptr, 10));
    else if (what == "certificates")
      for (int i = std::atoi(words[3]); i > 0; --i) parse_certificates(words[2]);
    else if (what == "spawns")
      for (int i = std::atoi(words[2]); i > 0; --i) spawn_once(words[3]);
    else
      throw std::runtime_error(
          "usage: limits signatures | signings | verifications THREADS COUNT | syncs COUNT FILE | faults COUNT RUNS | "
          "certificates "
          "FILE "
          "RUNS | spawns COUNT PROGRAM");
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "limits: %s\n", error.what());
    return 1;
  }
}
