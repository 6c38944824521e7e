// Who knows the secret signs: a request over its time, path and body, an answer over the request's signature and the
// answer's body, so that no answer fits another request and no request is an answer.
#pragma once

#include <string>

namespace pkit::http {

/// Lower-case hex of HMAC-SHA256 over "TIMESTAMP\nPATH\nBODY"; the path has its query.
std::string sign_request(const std::string& secret, const std::string& timestamp, const std::string& path,
                         const std::string& body);
/// Lower-case hex of HMAC-SHA256 over "answer\nSIGNATURE-OF-THE-REQUEST\nBODY".
std::string sign_answer(const std::string& secret, const std::string& request_signature, const std::string& body);
/// In a time that tells nothing of where they differ.
bool same_signature(const std::string& one, const std::string& other);

}  // namespace pkit::http
