// Questions: nothing here changes anything.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/table.h"
#include "base/text.h"
#include "home/operation.h"
#include "home/session.h"
#include "home/since.h"
#include "setup/setup.h"

namespace pkit {

/// What they answer.
namespace shape {
extern const Shape list, shown, status, explanation, event, validated_csr;
}

namespace bridge {
struct Requirements;
}

/// One CSR, and what it is held against.
struct CsrQuestion {
  std::string content, name;
  const Setup* setup = nullptr;  // null without profile and realm
  std::string profile, client_machine;
  std::string realm;                                   // its profile and its csr-validation; empty: none
  const bridge::Requirements* requirements = nullptr;  // that it must meet (document D); null: none
  Session* session = nullptr;                          // of a realm, whose procedure is called
};
/// Every fault of one CSR, also those that profile, realm or requirements would refuse it for; a realm's procedure is
/// asked where nothing else is wrong (D17). Exit 0, 3, 5 or 10. data: {file, csr:{subject,key,sans,sha256,...}|null,
/// faults:[{code,where,what,hint}]}
Outcome validate_csr(const CsrQuestion& question);

struct ListRequest {
  std::string what;  // "registrations", "certificates", "orchestrators", "deliveries", "keys"
  std::string state, name_glob;
  std::string metadata;  // FIELD=VALUE, of certificates; empty: any
  /// Of certificates, without those that a later one of the same machine has replaced.
  std::optional<Duration> expiring;
  std::int64_t limit = 0;  // 0: any
  bool fail = false;       // where there is one: Error{denied "list.found"}
};
/// data: shape::list. Where rows are listened for each is told as it is read: no more than one of them is held, however
/// many there are.
Outcome list(Session& session, const ListRequest& request, const Listener& listener);
extern const Operation kList;
struct ShowRequest {
  std::string word;
  std::optional<std::string> content;  // of the file that the word names
  bool pem = false, csr = false;       // the certificate, or the request, to hand out; not both
};
/// What the word names, by one of the functions below.
Outcome show_asked(Session& session, const ShowRequest& request);
extern const Operation kShow;
/// A word that names a stored thing: id, prefix, serial, fingerprint, ClientMachine. Error{conflict "show.ambiguous"}
/// lists the candidates.
Outcome show(const ReadSession& session, const std::string& word);
/// What a certificate or CSR file says. A certificate of this home is shown as what is stored of it; without a session
/// no home is asked. Error{conflict "show.ambiguous"} where a stored thing is called like the file.
Outcome show_document(const ReadSession* session, const std::string& name, const std::string& content);
/// The certificate that a word or, where there is content, a file means, to hand out.
Outcome show_certificate(const ReadSession& session, const std::string& word,
                         const std::optional<std::string>& content);
/// The request of a registration, to hand out. data: {registration, csrPem}
Outcome show_request(const ReadSession& session, const std::string& word);
struct StatusRequest {};
Outcome status(Session& session, const StatusRequest& request);
extern const Operation kStatus;
struct ExplainRequest {
  std::string word;
  std::optional<std::string> content;  // of the file with a certificate that the word names
};
/// data: {attempts:[trace...]}, newest first.
Outcome explain(Session& session, const ExplainRequest& request);
extern const Operation kExplain;
/// Which events are wanted: globs, empty for all.
struct EventsRequest {
  Since since;
  std::string subject, kind, actor;
  /// Of those after this one, at most a thousand.
  std::optional<std::int64_t> after;
};
/// The history, oldest first: each {sequence, time, actor, kind, subject, data, hash} is a row that is told. data:
/// {last}: the sequence number of the last event that was looked at, whatever is wanted.
Outcome events(Session& session, const EventsRequest& request, const Listener& listener);
extern const Operation kEvents;
/// The states of everything that can be listed.
std::vector<std::string> listed_states();
/// What the shell's completion asks for.
enum class StoredWord {
  registration,
  certificate,
  orchestrator,
  waiting,
  approved,
  valid,
  machine,
  order,
  key,
  profile,
  authority
};
/// Those stored that begin with `prefix`: ids, but for machines, profiles and authorities, which have names; waiting
/// and approved ones are registrations, valid ones certificates, orders those that are open, keys those that are kept.
std::vector<std::string> stored_words(const ReadSession& session, StoredWord kind, const std::string& prefix);

}  // namespace pkit
