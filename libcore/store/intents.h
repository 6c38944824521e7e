// Gateway intents: what another CA is asked for, written down before it is asked, so that nobody asks blindly again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "store/database.h"

namespace pkit::store {

enum class IntentState {
  planned,    // nothing was sent yet
  sent,       // its answer may be on the way
  issued,     // its certificate came, and is not recorded yet
  bound,      // its certificate is recorded
  abandoned,  // nobody asks for it any more
};
/// As the state and users have it.
const char* state_word(IntentState state);

struct Intent {
  std::string id;         // "g-...": the requestId by which the other CA knows it
  std::string authority;  // name in pkit.yaml
  std::string name;       // the client machine that it is for, lower case
  Bytes csr_sha256;
  IntentState state = IntentState::planned;
  std::string holder;    // the process that works on it; empty: none
  Time lease_until = 0;  // real clock; it is the holder's until then
  Time sent_until = 0;   // real clock; what was sent may be under way until then
  Bytes certificate;     // DER, of the answer, once issued
  std::string reason;    // why it is as it is: the last failure, what it waits for, why it was abandoned
  Time created = 0;
  std::int64_t version = 1;
};
namespace intents {
/// False where one for the same authority, name and CSR is open.
bool insert(Write&, const Intent&);
std::optional<Intent> find(Read&, const std::string& id);
/// The one that is planned, sent or issued for this CSR.
std::optional<Intent> find_open(Read&, const std::string& authority, const std::string& name, const Bytes& csr_sha256);
/// All of this CSR, whatever became of them, oldest first.
std::vector<Intent> of_csr(Read&, const std::string& authority, const Bytes& csr_sha256);
/// Oldest first.
std::vector<Intent> open(Read&);
/// State, holder, times, certificate and reason as given; false where the version differs, or it is not open any more.
bool update(Write&, const Intent&);
/// Its certificate is recorded; false where it is not issued.
bool bind(Write&, const std::string& id);
/// Nobody knows any more what became of those that are open: each is asked for before anything is sent. How many.
std::int64_t void_leases(Write&);
}  // namespace intents

}  // namespace pkit::store
