// requests FIRST COUNT DIR: writes COUNT CSRs over fresh P-256 keys, DIR/mFIRST.csr and on, for CN=mFIRST and on.
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

void require(bool good, const std::string& what) {
  if (!good) throw std::runtime_error(what);
}

void write_request(const std::string& name, const std::string& file) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509_REQ, decltype(&X509_REQ_free)> request(X509_REQ_new(), X509_REQ_free);
  require(X509_NAME_add_entry_by_txt(X509_REQ_get_subject_name(request.get()), "CN", MBSTRING_UTF8,
                                     reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0) == 1 &&
              X509_REQ_set_pubkey(request.get(), key.get()) == 1 &&
              X509_REQ_sign(request.get(), key.get(), EVP_sha256()) > 0,
          "no request for " + name);
  const std::unique_ptr<std::FILE, decltype(&std::fclose)> stream(std::fopen(file.c_str(), "we"), std::fclose);
  require(stream && PEM_write_X509_REQ(stream.get(), request.get()) == 1, "cannot write " + file);
}

}  // namespace

int main(int count, char** words) {
  try {
    require(count == 4, "usage: requests FIRST COUNT DIR");
    const long first = std::atol(words[1]);
    for (long i = first; i < first + std::atol(words[2]); ++i) {
      const std::string name = "m" + std::to_string(i);
      write_request(name, std::string(words[3]) + "/" + name + ".csr");
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "requests: %s\n", error.what());
    return 1;
  }
}
