// Commands that judge any number of files: one after the other where there is one, by many threads where there are
// more.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pkit/batch.h"
#include "pkit/decision.h"

namespace pkit::app {

/// The files that are given; a directory is what is in it.
std::vector<std::string> all_files(const std::vector<std::string>& given);

using ShowIn = std::function<int(Context& where, const Outcome& outcome)>;
/// Judges each file and shows what came out, in their order. `make_judge` is asked for one judge a thread. Answers the
/// gravest exit.
int judge_files(Context& context, const std::vector<std::string>& files, std::int64_t jobs,
                const std::function<Judge()>& make_judge, const ShowIn& show);

}  // namespace pkit::app
