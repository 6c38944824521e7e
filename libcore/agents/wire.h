// What agents and their platform say to each other about jobs: keys, numbers and spellings of document B to the letter.
#pragma once

#include <optional>
#include <string>

#include "agents/messages.h"
#include "base/table.h"
#include "store/jobs.h"

namespace pkit::agents {

/// Each message is a document.
inline constexpr Input kMessageInputs[] = {
    document<&MessageRequest::message, &MessageRequest::message_name>("request", "FILE",
                                                                      "the agent's message: a JSON document")
        .needed(),
};

/// The members of each message.
extern const Fields kConfigureFields, kInventoryUpdateFields, kEnrolFields, kCompletionFields;

/// The message by these fields. Error{usage "option.missing"}, {input "json.*" | "agent.message"} with every fault.
Value read_message(const MessageRequest& request, const Fields& fields);

/// What the present key of an entry signs where another one is to take its place: the 32 octets of SHA-256 over
/// "pkit-agent-enrol-v1", the token's SHA-256, the request's, and the job's id. The token is there so that a proof for
/// one session is none for another.
Bytes possession_message(const std::string& token, BytesView csr, const std::string& job);

/// Is it there, and true?
bool says(const Value& yes);

/// {Status: 1, Error: {Code: 0, CodeString: "", Message: ""}}
Value good_result();
/// The same of what was refused, Status 3.
Value bad_result(const Error& error);

// The numbers on the wire.
/// Of OperationType: 2 add, 3 remove, 4 create.
std::int64_t operation_number(store::JobOperation operation);
/// Of ItemStatus: 1 added, 2 modified, 3 removed, 4 unchanged; 0 for any other word.
std::int64_t item_status_number(const std::string& word);
/// Of a completion: 0 unknown, 1 in process, 2 success, 3 warning, 4 error.
inline constexpr std::int64_t kInProcess = 1;
std::int64_t status_number(store::JobResult result);
/// What a completion says that is not in process: anything but success or warning is a Failure.
store::JobResult result_of(std::int64_t status);

/// KeyType and KeySize of a kind of key ("ec-p256", "rsa-2048"), and back; ECC and ECDSA are the same. Empty for a word
/// of neither.
struct KeyWords {
  std::string type;
  std::int64_t size = 0;
};
KeyWords key_words(const std::string& word);
std::string key_word(const KeyWords& words);

/// What comes with the end of a job: how many characters of a log are asked for, and how many places may be told.
inline constexpr std::int64_t kMostLog = 65'536, kMostLocations = 1000;
/// Octets of what a job of one's own brings, less than here (T-B15), for the same reason as below.
inline constexpr std::int64_t kMostData = 256 << 10;
/// Octets of a place, and of all of them as JSON: less than a gate takes in one request, where they travel as base64.
inline constexpr std::int64_t kLongestLocation = 4096, kMostLocationOctets = 512 << 10;

/// "CertStores.PEM.Inventory", "Custom.FetchLogs" or "Custom.NAME": what an agent has to be capable of for this job, if
/// it is about a store of that type.
std::string capability_of(const store::ScheduledJob& job, const std::string& store_type);

}  // namespace pkit::agents
