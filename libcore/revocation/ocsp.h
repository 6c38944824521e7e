// OCSP: one question answered, or every answer signed beforehand.
#pragma once

#include <string>

#include "ca/crl_entries.h"
#include "home/operation.h"

namespace pkit {

/// What they answer.
namespace shape {
extern const Shape ocsp_answer, prepared_answers;
}

constexpr Duration kAnswerLife = 3600LL * 1000;  // of an answer to a question
constexpr Duration kPreparedLife = 2 * kDay;     // of one that lies on a web server

struct OcspRespondRequest {
  Bytes request;  // DER
  Duration next_update = kAnswerLife;
};
struct OcspResponse {
  Outcome outcome;
  Bytes der;  // always there: where nothing can be answered it says why
};
/// Answers an RFC 6960 request by the responder that is in the home, and writes nothing anywhere. data: {status,
/// answers:[{serial, status, revokedAt, reason}], thisUpdate, nextUpdate}. Errors, each with an answer: {input
/// "ocsp.request"} malformed, {not_found "ocsp.issuer"} about no issuer of this home, {config "ocsp.responder"} nobody
/// can answer for it.
OcspResponse respond_ocsp(Session& session, const OcspRespondRequest& request);

struct OcspPrepareRequest {
  std::string authority;  // empty: all whose keys are here
  Path out;               // absolute
  Duration next_update = kPreparedLife;
};
/// Signs an answer for each certificate that has not ended, by responders that are renewed where that is due, and puts
/// them into a directory that appears, or replaces its predecessor, whole: an answer lies where a GET of RFC 6960 A.1
/// looks for it. The listener is told how many there are of how many. data: {directory, answers, revoked, thisUpdate,
/// nextUpdate}.
Outcome prepare_ocsp(Session& session, const OcspPrepareRequest& request, const Listener& listener);
extern const Operation kPrepareOcsp;

}  // namespace pkit
