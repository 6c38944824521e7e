// Which certificate took the place of which, and challenges: what a remote holder of a key is asked to sign.
#pragma once

#include <optional>
#include <string>

#include "base/text.h"
#include "store/certificates.h"

namespace pkit::store {

namespace renewals {
constexpr int kLongest = 10'000;  // certificates of one lineage

void insert(Write&, const std::string& certificate, const std::string& replaces);
/// What took its place, the newest where several did; nothing where nothing has.
std::optional<Certificate> successor(Read&, const std::string& certificate);
/// What took its place, and what took that one's place, to the newest; itself where nothing did, as it is now.
/// Error{state "store.corrupt"} where that does not end.
Certificate newest(Read&, Certificate certificate);
/// What it took the place of.
std::optional<std::string> replaced_by(Read&, const std::string& certificate);
}  // namespace renewals

namespace challenges {
/// Those that ended before `now` are removed.
void insert(Write&, const std::string& id, Time expires, Time now);
/// Spends it: false where it is unknown, spent or over at `now`.
bool spend(Write&, const std::string& id, Time now);
}  // namespace challenges

}  // namespace pkit::store
