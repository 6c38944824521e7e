// Where an account's vaults are: in this home, or behind the gate that --via names. The key stays in this process.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gate/signatory.h"
#include "pkit/context.h"
#include "pkit/options.h"
#include "vault/objects.h"

namespace pkit::app {

struct OwnerOptions {
  std::string certificate, key, key_passphrase;
  std::vector<std::string> via;
};
/// --cert, --key and --key-passphrase-file of an account.
void declare_owner(Options& options, OwnerOptions& o);
/// --via, which is the last.
void declare_owner_via(Options& options, OwnerOptions& o);

/// One account's objects. What it throws is as vault/objects.h has it, and of a gate as ask_gate() has it.
class VaultAccess {
 public:
  explicit VaultAccess(std::shared_ptr<const Signatory> own) : signatory(std::move(own)) {}
  VaultAccess(const VaultAccess&) = delete;
  VaultAccess& operator=(const VaultAccess&) = delete;
  virtual ~VaultAccess() = default;

  virtual vault::Begun begin(const std::string& vault, const std::string& name) = 0;
  virtual void write(const std::string& id, std::int64_t offset, BytesView part) = 0;
  virtual pkit::Outcome complete(const vault::Completion& completion) = 0;
  /// It is not sent to its end.
  virtual void abandon(const std::string& id) = 0;
  /// What read() is about from then on.
  virtual vault::Opened open(const std::string& vault, const std::string& name) = 0;
  /// At most vault::kPartRead octets, fewer at the end alone. Error{not_found "vault.object"} where it was replaced.
  virtual Bytes read(std::size_t side, std::int64_t offset) = 0;
  /// Some of them, by id, after that one; none where there are no more.
  virtual std::vector<vault::OwnedWrap> wraps_after(const std::string& id) = 0;

  const std::shared_ptr<const Signatory> signatory;  // whose they are
};

/// Error{authentication} as known_account() and require_possession() have it.
std::unique_ptr<VaultAccess> open_vaults(Context& context, const OwnerOptions& o);
/// The vaults of whoever signs: for who has read the key already.
std::unique_ptr<VaultAccess> open_vaults(Context& context, std::shared_ptr<const Signatory> signatory,
                                         const std::vector<std::string>& via);

}  // namespace pkit::app
