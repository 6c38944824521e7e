// ocsp respond: one question, answered from the state without a trace in it.
#include <algorithm>

#include "revocation/ocsp.h"
#include "revocation/ocsp_status.h"
#include "revocation/responder.h"
#include "x509/revocation_reason.h"

namespace pkit {

namespace {

const char* word_of(x509::OcspStatus::State state) {
  using State = x509::OcspStatus::State;
  return state == State::good ? "good" : state == State::revoked ? "revoked" : "unknown";
}

Value answer_view(const x509::OcspId& id, const x509::OcspStatus& status) {
  Value view = Value::map({{"serial", to_hex(id.serial)}, {"status", word_of(status.state)}});
  if (status.state != x509::OcspStatus::State::revoked) return view;
  view.set("revokedAt", print_time(status.revoked_at));
  view.set("reason", std::string(x509::revocation_reason_word(status.reason)));
  return view;
}

OcspResponse failed(x509::OcspFailure failure, const char* word, Error error) {
  OcspResponse response;
  response.outcome.data = Value::map({{"status", word}});
  response.outcome.error = std::move(error);
  response.der = x509::write_ocsp_failure(failure);
  return response;
}

/// The issuer of the first question that is about one of ours.
const CrlIssuer* issuer_of(const std::vector<CrlIssuer>& issuers, const x509::OcspRequest& request) {
  for (const x509::OcspId& id : request.ids)
    for (const CrlIssuer& issuer : issuers)
      if (id.is_of(issuer.certificate)) return &issuer;
  return nullptr;
}

/// One signature answers for one issuer: of another's certificates nothing is known in it.
OcspResponse answer(Session& session, const OcspRespondRequest& asked, const x509::OcspRequest& request,
                    const CrlIssuer& issuer, const authority::Responder& responder, Time now) {
  x509::OcspFields fields = ocsp_times(now, asked.next_update, responder.certificate);
  fields.nonce = request.nonce;
  OcspResponse response;
  Value answers = Value::list();
  session.state.read([&](store::Read& read) {
    for (const x509::OcspId& id : request.ids) {
      fields.statuses.push_back(id.is_of(issuer.certificate) ? ocsp_status(read, issuer, id)
                                                             : x509::OcspStatus{id.der});
      answers.push(answer_view(id, fields.statuses.back()));
    }
  });
  response.der = x509::write_ocsp_answer(fields, responder.certificate, responder.key);
  response.outcome.data = Value::map({{"status", "successful"},
                                      {"answers", std::move(answers)},
                                      {"thisUpdate", print_time(fields.this_update)},
                                      {"nextUpdate", print_time(fields.next_update)}});
  return response;
}

}  // namespace

OcspResponse respond_ocsp(Session& session, const OcspRespondRequest& asked) {
  const Time now = operation_time(session, false);
  x509::OcspRequest request;
  try {
    request = x509::parse_ocsp_request(asked.request);
  } catch (const Error& error) {
    if (error.kind() != Kind::input) throw;
    return failed(x509::OcspFailure::malformed_request, "malformedRequest",
                  Error(Kind::input, "ocsp.request", std::string("no OCSP request: ") + error.what()));
  }
  const std::vector<CrlIssuer> issuers = ocsp_issuers(session, "", now);
  const CrlIssuer* issuer = issuer_of(issuers, request);
  if (!issuer)
    return failed(x509::OcspFailure::unauthorized, "unauthorized",
                  Error(Kind::not_found, "ocsp.issuer", "it asks about certificates of no issuer of this home"));
  const std::optional<authority::Responder> responder = find_responder(session, *issuer, now);
  if (!responder)
    return failed(x509::OcspFailure::try_later, "tryLater",
                  Error(Kind::config, "ocsp.responder", "nobody can answer for " + issuer->name() + " now",
                        "pkit ocsp prepare, from a timer, renews who does"));
  return answer(session, asked, request, *issuer, *responder, now);
}

}  // namespace pkit
