// Every target. Each is pure: it takes any bytes, keeps nothing, and returns 0 unless a promise is broken.
#pragma once

#include <span>

#include "fuzz.h"

namespace pkit::fuzz {

int fuzz_agent_message(BytesView bytes);
int fuzz_answer(BytesView bytes);
int fuzz_authorized_keys(BytesView bytes);
int fuzz_blueprint(BytesView bytes);
int fuzz_certificate(BytesView bytes);
int fuzz_config(BytesView bytes);
int fuzz_crl(BytesView bytes);
int fuzz_csr(BytesView bytes);
int fuzz_der(BytesView bytes);
int fuzz_envelope(BytesView bytes);
int fuzz_gate(BytesView bytes);
int fuzz_gateway_record(BytesView bytes);
int fuzz_index(BytesView bytes);
int fuzz_jks(BytesView bytes);
int fuzz_json(BytesView bytes);
int fuzz_key(BytesView bytes);
int fuzz_manifest(BytesView bytes);
int fuzz_name(BytesView bytes);
int fuzz_path(BytesView bytes);
int fuzz_pattern(BytesView bytes);
int fuzz_pem(BytesView bytes);
int fuzz_pkcs12(BytesView bytes);
int fuzz_realm_xml(BytesView bytes);
int fuzz_reply(BytesView bytes);
int fuzz_sealed(BytesView bytes);
int fuzz_session(BytesView bytes);
int fuzz_store_answer(BytesView bytes);
int fuzz_yaml(BytesView bytes);

struct Target {
  const char* name;  // of its corpus, too
  int (*run)(BytesView);
};
/// One a line; their names are the directories of the corpus.
std::span<const Target> targets();

}  // namespace pkit::fuzz
