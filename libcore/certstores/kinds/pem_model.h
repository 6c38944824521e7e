// What the parts of a PEM store mean: which certificate is an entry, and which key is whose. Internal to certstores/.
#pragma once

#include <optional>
#include <vector>

#include "certstores/kind.h"
#include "certstores/kinds/pem_text.h"
#include "x509/key_form.h"

namespace pkit::certstores {

constexpr std::size_t kNoPart = static_cast<std::size_t>(-1);

struct PemKey {
  std::size_t part = kNoPart;
  x509::KeyForm form = x509::KeyForm::pkcs8;
  std::string key_id;  // hex; empty where it could not be opened
};

/// `contents.entries[i]` is the certificate of part `parts[i]`, and its key that of `keys[i]`.
struct PemModel {
  PemText text;
  Contents contents;
  std::vector<std::size_t> parts;
  std::vector<std::optional<PemKey>> keys;
  std::vector<PemKey> lone_keys;  // those without a certificate
};
/// `password` opens keys that are encrypted, empty: none is known.
PemModel read_pem_model(std::string_view bytes, const Secret& password);

}  // namespace pkit::certstores
