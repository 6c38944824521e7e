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
    {"agent.inventory", Kind::conflict, "what an agent's store holds is not known yet"},
    {"agent.job", Kind::conflict, "what a job asks of an agent cannot be done there"},
    {"agent.message", Kind::input, "a text is no such message of an agent"},
    {"agent.missing", Kind::not_found, "a directory is no agent's"},
    {"agent.session", Kind::authentication, "an agent's session is unknown or over, or it is given none"},
    {"agent.unwell", Kind::denied, "an agent is not as it has to be"},
    {"job.agent", Kind::denied, "a job is for an agent that is not Approved"},
    {"agent.exists", Kind::conflict, "a directory is an agent's already"},
    {"agent.store", Kind::not_found, "an agent has no such store"},
    {"agent.large", Kind::conflict, "an agent's inventory is more than one message to its platform may have"},
    {"agent.possession", Kind::authentication, "an agent does not show that it has the key that is to be replaced"},
    {"job.data", Kind::not_found, "a run of a job brought no data"},
    {"job.type", Kind::config, "the name of a job type of pkit.yaml is not usable"},
};

}  // namespace

std::span<const CodeRow> job_codes() { return kJobRows; }

}  // namespace pkit
