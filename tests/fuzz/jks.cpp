// Stores of certificates as bytes: whatever a kind reads is told by name and certificate, what is no store is refused
// by its contract, and what was read once is read alike again.
#include "certstores/kind.h"
#include "targets.h"

namespace pkit::fuzz {

namespace {

std::string text_of(const certstores::Contents& contents) {
  std::string text;
  for (const certstores::Entry& entry : contents.entries) text += entry.alias + " " + entry.stored_sha256 + "\n";
  for (const std::string& unread : contents.unread) text += unread + "\n";
  return text;
}

}  // namespace

int fuzz_jks(BytesView bytes) {
  const std::string_view text = as_text(bytes);
  for (const certstores::StoreKind* kind :
       {&certstores::kJks, &certstores::kPem, &certstores::kDer, &certstores::kK8sManifest}) {
    const auto read = accepted({"certstore.", "key.", "pem."}, [&] { return kind->read(text, {}); });
    if (!read) continue;
    for (const certstores::Entry& entry : read->entries) PROMISE(!entry.certificate.der.empty());
    for (const std::string& unread : read->unread) PROMISE(!unread.empty());
    PROMISE(text_of(kind->read(text, {})) == text_of(*read));
  }
  return 0;
}

}  // namespace pkit::fuzz
