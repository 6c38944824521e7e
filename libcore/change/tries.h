// Guesses at passwords are counted before anything slow is done, and each further one waits longer.
#pragma once

#include <string>

#include "home/session.h"

namespace pkit {

/// From this number of tries on each waits.
inline constexpr std::int64_t kFirstDelayed = 5;
/// How long the n-th wrong try in a row waits: nothing before the fifth, then 250 ms, doubled up to 8 s.
Duration delay_of(std::int64_t tries);

/// Whom guesses are aimed at. Each has counters of its own.
enum class Guessed { account, user };
/// What is guessed at is spread over few counters, so that a stranger cannot fill the state, and tells nothing about
/// who there is: who guesses at one delays the others of its counter too.
std::int64_t guess_bucket(Guessed what, const std::string& whom);

/// Counts one more at this counter, committed before this returns; how many count now.
std::int64_t count_guess(Session& session, std::int64_t bucket);
/// It was right: none counts any more.
void forgive_guesses(Session& session, std::int64_t bucket);

}  // namespace pkit
