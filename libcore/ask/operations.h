// Questions: nothing here changes anything.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/table.h"
#include "base/text.h"
#include "home/session.h"
#include "setup/setup.h"

namespace pkit {

/// What they answer.
namespace shape {
extern const Shape list, shown, status, explanation, event, validated_csr;
}

/// Every fault of one CSR; with a profile also what the profile would refuse. `setup` null without --profile. Exit 0, 3
/// or 5. data: {file, csr:{subject,key,sans,sha256,...}|null, faults:[{code,where,what,hint}]}
Outcome validate_csr(const std::string& content, const std::string& name, const Setup* setup,
                     const std::string& profile, const std::string& client_machine);

struct ListRequest {
  std::string what;  // "registrations", "certificates", "orchestrators", "deliveries"
  std::string state, name_glob;
  std::string metadata;  // FIELD=VALUE, of certificates; empty: any
  std::optional<Duration> expiring;
  std::int64_t limit = 0;
};
/// Each row as it is read: no more than one of them is held, however many there are.
void list(const ReadSession& session, const ListRequest& request, const std::function<void(const Value&)>& each);
/// A word that names a stored thing: id, prefix, serial, fingerprint, ClientMachine. Error{conflict "show.ambiguous"}
/// lists the candidates.
Outcome show(const ReadSession& session, const std::string& word);
/// What a certificate or CSR file says. A certificate of this home is shown as what is stored of it; without a session
/// no home is asked. Error{conflict "show.ambiguous"} where a stored thing is called like the file.
Outcome show_document(const ReadSession* session, const std::string& name, const std::string& content);
Outcome status(const ReadSession& session);
/// data: {attempts:[trace...]}, newest first; `text` is the readable story.
Outcome explain(const ReadSession& session, const std::string& word);
/// The history, oldest first: each {sequence, time, actor, kind, subject, data, hash}. Answers the last event's
/// sequence number, whatever `since` is.
std::int64_t events(const ReadSession& session, std::optional<Time> since,
                    const std::function<void(const Value&)>& each);
/// The events after this sequence number that are there by now, at most a thousand; answers the last one's.
std::int64_t events_after(const ReadSession& session, std::int64_t last, std::optional<Time> since,
                          const std::function<void(const Value&)>& each);
/// Stored ids, machines, profiles that begin with `prefix`: for completion. `kind`: "registration", "orchestrator",
/// "certificate", "profile", "authority", "order" (one that is open).
std::vector<std::string> stored_words(const ReadSession& session, const std::string& kind, const std::string& prefix);

}  // namespace pkit
