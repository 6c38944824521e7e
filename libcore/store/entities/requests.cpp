#include "store/requests.h"

#include "base/json.h"
#include "digest/digest.h"
#include "store/entities/columns.h"

namespace pkit::store::requests {

namespace {

using Rows = RowTable<Request, "requests", Column<"id", &Request::id>, Column<"caller", &Request::caller>,
                      Column<"operation", &Request::operation>, Column<"digest", &Request::digest>,
                      Column<"subject", &Request::subject>, Column<"holder", &Request::holder>,
                      Column<"lease_until", &Request::lease_until>, Column<"created", &Request::created>,
                      Column<"event", &Request::event>>;

const char* const kClaim =
    "INSERT INTO requests (caller, id, operation, digest, subject, holder, lease_until, created)"
    " VALUES ($caller, $id, $operation, $digest, $subject, $holder, $lease_until, $created)"
    " ON CONFLICT (caller, id) DO NOTHING";
const char* const kFind = Rows::select<" WHERE caller = $caller AND id = $id">;
// One that was bound meanwhile is nobody's to take.
const char* const kTakeOver =
    "UPDATE requests SET lease_until = $lease_until, holder = $holder"
    " WHERE caller = $caller AND id = $id AND lease_until = $before AND subject = ''";
// One that another took over is no longer ours to bind.
const char* const kBind =
    "UPDATE requests SET subject = $subject, lease_until = 0"
    " WHERE caller = $caller AND id = $id AND holder = $holder AND subject = ''";
const char* const kRelease =
    "UPDATE requests SET lease_until = 0 WHERE caller = $caller AND id = $id AND holder = $holder AND subject = ''";
const char* const kForget =
    "DELETE FROM requests WHERE caller = $caller AND id = $id AND holder = $holder AND subject = ''";
const char* const kUnfinished = Rows::select<" WHERE subject = '' AND lease_until > 0 ORDER BY created, id">;
const char* const kEachBound = Rows::select<" WHERE subject <> ''">;
const char* const kToldBy = "UPDATE requests SET event = $event WHERE caller = $caller AND id = $id";
const char* const kVoidUnbound = "UPDATE requests SET lease_until = 0, holder = $void WHERE subject = ''";

}  // namespace

bool claim(Write& write, const Request& request) {
  return write.execute(kClaim, {{"$caller", request.caller},
                                {"$id", request.id},
                                {"$operation", request.operation},
                                {"$digest", request.digest},
                                {"$subject", request.subject},
                                {"$holder", request.holder},
                                {"$lease_until", request.lease_until},
                                {"$created", request.created}}) == 1;
}

std::optional<Request> find(Read& read, const std::string& caller, const std::string& id) {
  return first(read, kFind, {{"$caller", caller}, {"$id", id}}, Rows::from);
}

bool take_over(Write& write, const Request& request, Time before) {
  return write.execute(kTakeOver, {{"$caller", request.caller},
                                   {"$id", request.id},
                                   {"$lease_until", request.lease_until},
                                   {"$holder", request.holder},
                                   {"$before", before}}) == 1;
}

bool bind(Write& write, const std::string& caller, const std::string& id, const std::string& holder,
          const std::string& subject) {
  return write.execute(kBind, {{"$caller", caller}, {"$id", id}, {"$holder", holder}, {"$subject", subject}}) == 1;
}

bool release(Write& write, const std::string& caller, const std::string& id, const std::string& holder) {
  return write.execute(kRelease, {{"$caller", caller}, {"$id", id}, {"$holder", holder}}) == 1;
}

std::string bound_sha256(const Request& r) {
  return digest::sha256_hex(canonical_json(Value::map({{"id", r.id},
                                                       {"caller", r.caller},
                                                       {"operation", r.operation},
                                                       {"digest", to_hex(r.digest)},
                                                       {"subject", r.subject},
                                                       {"created", r.created}})));
}

void told_by(Write& write, const Request& request, std::int64_t event) {
  write.execute(kToldBy, {{"$caller", request.caller}, {"$id", request.id}, {"$event", event}});
}

void each_bound(Read& read, const std::function<void(const Request&)>& fn) {
  read.query(kEachBound, {}, [&](const Row& row) {
    fn(Rows::from(row));
    return true;
  });
}

void forget(Write& write, const std::string& caller, const std::string& id, const std::string& holder) {
  write.execute(kForget, {{"$caller", caller}, {"$id", id}, {"$holder", holder}});
}

std::vector<Request> unfinished(Read& read) { return all_of(read, kUnfinished, {}, Rows::from); }

std::int64_t void_unbound(Write& write) { return write.execute(kVoidUnbound, {{"$void", std::string(kVoid)}}); }

}  // namespace pkit::store::requests
