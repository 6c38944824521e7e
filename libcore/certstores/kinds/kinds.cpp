// The table of kinds.
#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/kind.h"
#include "certstores/programs/external.h"

namespace pkit::certstores {

namespace {

constexpr const StoreKind* kAll[] = {&kK8sManifest,    &kPem,     &kPkcs12, &kJks,         &kDer,
                                     &kAuthorizedKeys, &kCertDir, &kPkcs11, &kAdapterStore};

}  // namespace

std::span<const StoreKind* const> kinds() { return kAll; }

const StoreKind& kind_named(const std::string& name) {
  std::vector<std::string> names;
  if (name.starts_with(kOfAdapter) && name.size() > kOfAdapter.size()) return kAdapterStore;
  for (const StoreKind* kind : kAll) {
    if (name == kind->name) return *kind;
    names.emplace_back(kind->name);
  }
  throw Error(Kind::input, "certstore.kind", "there is no kind of store '" + printable(name) + "'",
              "one of " + join(names, ", "));
}

const StoreKind* kind_of(std::string_view bytes) {
  for (const StoreKind* kind : kAll)
    if (!kind->directory && kind->probe(bytes)) return kind;
  return nullptr;
}

const Entry* Contents::find(std::string_view word) const {
  const std::string wanted = lower(word);
  for (const Entry& entry : entries)
    if (lower(entry.alias) == wanted) return &entry;
  for (const Entry& entry : entries)
    if (!entry.ssh && (thumbprint(entry.certificate) == wanted || entry.fingerprint() == wanted)) return &entry;
  return nullptr;
}

}  // namespace pkit::certstores
