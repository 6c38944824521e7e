// PEM, against libcrypto: the blocks that we find it finds, with the same labels and content.
#include "x509/pem.h"

#include <openssl/pem.h>

#include "libcrypto.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

using x509::PemBlock;

/// The blocks that libcrypto reads, until it finds none or a bad one.
std::vector<PemBlock> their_blocks(std::string_view text) {
  std::vector<PemBlock> blocks;
  const ossl::Bio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  char* label = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  while (PEM_read_bio(bio.get(), &label, &header, &data, &size) == 1) {
    blocks.push_back({label, Bytes(data, data + size)});
    OPENSSL_free(label);
    OPENSSL_free(header);
    OPENSSL_free(data);
  }
  ossl::forget_errors();
  return blocks;
}

}  // namespace

int fuzz_pem(BytesView bytes) {
  const std::string_view text = as_text(bytes);
  accepted({"pem."}, [&] { return x509::one_document(text, {"*"}, "file"); });
  const auto ours = accepted({"pem."}, [&] { return x509::read_pem(text); });
  if (!ours) return 0;
  std::string written;
  for (const PemBlock& block : *ours) written += x509::write_pem(block.label, block.der);
  const std::vector<PemBlock> theirs = their_blocks(written);
  PROMISE(theirs.size() == ours->size());
  for (std::size_t i = 0; i < theirs.size(); ++i)
    PROMISE(theirs[i].label == (*ours)[i].label && theirs[i].der == (*ours)[i].der);
  return 0;
}

}  // namespace pkit::fuzz
