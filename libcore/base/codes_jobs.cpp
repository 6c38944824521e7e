// The codes of jobs. Append; never rename or remove a row.
#include "base/codes.h"

namespace pkit {

namespace {

constexpr CodeRow kJobRows[] = {
    {"job.ambiguous", Kind::conflict, "several jobs begin as the word that is to name one"},
    {"job.failed", Kind::denied, "a job that was run is a Failure"},
    {"job.lost", Kind::conflict, "a job took longer than its lease, and somebody else is at it"},
    {"job.parameter", Kind::usage, "a job lacks something that its kind needs, or is given what is another kind's"},
    {"job.state", Kind::conflict, "a job or its run is not in the state that this needs"},
    {"job.unknown", Kind::not_found, "there is no such job, or no such run of one"},
    {"job.when", Kind::usage, "a text is no schedule, or one of which everything is over"},
};

}  // namespace

std::span<const CodeRow> job_codes() { return kJobRows; }

}  // namespace pkit
