// `pkcs11` and `adapter:NAME`: stores that another program keeps (external.h). They have no bytes that we could read.
#include "certstores/kind.h"

namespace pkit::certstores {

namespace {

bool is_no_file(std::string_view) { return false; }

constexpr StoreKind kept_elsewhere(const char* name, const char* summary) {
  return {.name = name,
          .summary = summary,
          .directory = false,
          .password = false,
          .aliases = true,
          .many = true,
          .keys = true,
          .probe = is_no_file,
          .read = nullptr,
          .put = nullptr,
          .take = nullptr,
          .external = true};
}

}  // namespace

constinit const StoreKind kPkcs11 =
    kept_elsewhere("pkcs11", "a token, through its vendor's module; its keys are made on it");
constinit const StoreKind kAdapterStore = kept_elsewhere("adapter:NAME", "what an adapter of pkit.yaml reaches");

}  // namespace pkit::certstores
