// From when on: a time, or how long before the present, so that a script needs no clock of its own.
#pragma once

#include <optional>
#include <string>

#include "base/input.h"
#include "home/session.h"

namespace pkit {

/// At most one of both.
struct Since {
  std::optional<Time> time;
  std::optional<Duration> ago;
};

/// The input of such a member.
struct AsSince {
  static constexpr const char* kMetavar = "TIME";
  static constexpr Completion kCompletion = Completion::none;
  static Since read(const std::string& text);
  static Value write(const Since& since);
};

/// The time that is meant, by the clock of this operation; nothing where none was said.
std::optional<Time> time_of(const ReadSession& session, const Since& since);

}  // namespace pkit
