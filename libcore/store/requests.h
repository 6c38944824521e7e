// Request ids: a retry with the same id and inputs continues what the first one began.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "store/database.h"

namespace pkit::store {

struct Request {
  std::string id;      // as given
  std::string caller;  // "uid:N"
  std::string operation;
  Bytes digest;          // over operation and inputs as given
  std::string subject;   // registration or certificate id once bound, else empty
  std::string holder;    // the process that works on it, so that a dead one can be taken over at once
  Time lease_until = 0;  // real clock; a holder is running until then; 0: none
  Time created = 0;
  std::int64_t event = 0;  // that tells the digest of this row; 0: nothing is bound, or by a pkit that told none
};
namespace requests {
/// Inserts where (caller, id) is free; false where it is not.
bool claim(Write&, const Request&);
std::optional<Request> find(Read&, const std::string& caller, const std::string& id);
/// Takes over a lease that ended, or whose holder is dead: true where lease_until still is `before` and nothing is
/// bound.
bool take_over(Write&, const Request&, Time before);
/// Ends the lease and sets the subject; false, and nothing is changed, where another holder took it over.
bool bind(Write&, const std::string& caller, const std::string& id, const std::string& holder,
          const std::string& subject);
/// Ends the lease without a subject, so that a retry starts again; false likewise.
bool release(Write&, const std::string& caller, const std::string& id, const std::string& holder);
/// Forgets a claim of this holder to which nothing was bound, so that the id is free for other inputs.
void forget(Write&, const std::string& caller, const std::string& id, const std::string& holder);
/// SHA-256, in hex, over what a bound row answers with: what an event tells of it.
std::string bound_sha256(const Request&);
/// That event is in the history now.
void told_by(Write&, const Request&, std::int64_t event);
/// Every row to which something was bound, in no order.
void each_bound(Read&, const std::function<void(const Request&)>& fn);
/// Those with a lease to which nothing was bound.
std::vector<Request> unfinished(Read&);
/// Of everything that is unbound: nobody knows any more what became of it. The ids stay taken. How many.
std::int64_t void_unbound(Write&);
/// The holder of such a one.
inline constexpr const char* kVoid = "void";
}  // namespace requests

}  // namespace pkit::store
