// `certdir`: a directory of files, each of them an entry by its name and a store of a kind of its own. The row is for
// the table; directory.h reads and changes it.
#include "certstores/kind.h"

namespace pkit::certstores {

const StoreKind kCertDir = {.name = "certdir",
                            .summary = "a directory of PEM and DER files, with OpenSSL's hash links where it has them",
                            .directory = true,
                            .password = false,
                            .aliases = true,
                            .many = true,
                            .keys = true,
                            .probe = nullptr,
                            .read = nullptr,
                            .put = nullptr,
                            .take = nullptr};

}  // namespace pkit::certstores
