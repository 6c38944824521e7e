// Stored words for the shell's completion, a function a kind.
#include "ask/operations.h"
#include "fleet/orchestrator.h"
#include "store/certificates.h"
#include "store/intents.h"
#include "store/kept_keys.h"
#include "store/principals.h"
#include "store/registrations.h"

namespace pkit {

namespace {

constexpr int kMany = 50;

using List = std::vector<std::string>;
using ByPrefix = void (*)(store::Read& read, const std::string& prefix, Time now, List& words);

void registrations(store::Read& read, const std::string& prefix, Time, List& words) {
  for (const auto& r : store::registrations::with_prefix(read, prefix, kMany)) words.push_back(r.id);
}

void certificates(store::Read& read, const std::string& prefix, Time, List& words) {
  for (const auto& c : store::certificates::with_prefix(read, prefix, kMany)) words.push_back(c.id);
}

void orchestrators(store::Read& read, const std::string& prefix, Time, List& words) {
  for (const auto& p : store::principals::with_prefix(read, prefix, kMany)) words.push_back(p.id);
}

template <store::RegistrationState state>
void registrations_in(store::Read& read, const std::string& prefix, Time, List& words) {
  store::ListFilter filter;
  filter.limit = kMany;
  filter.state = store::state_word(state);
  store::registrations::each(read, filter, [&](const store::registrations::Listed& row) {
    if (row.registration.id.starts_with(prefix)) words.push_back(row.registration.id);
  });
}

void valid_certificates(store::Read& read, const std::string& prefix, Time now, List& words) {
  store::ListFilter filter;
  filter.limit = kMany;
  filter.state = store::state_word(store::CertificateState::valid);
  filter.now = now;
  store::certificates::each(read, filter, [&](const store::certificates::Listed& row) {
    if (row.certificate.id.starts_with(prefix)) words.push_back(row.certificate.id);
  });
}

void machines(store::Read& read, const std::string& prefix, Time, List& words) {
  store::ListFilter filter;
  filter.limit = kMany;
  filter.kind = orchestrator_kind().name;
  filter.name_matches = [&](const std::string& name) { return lower(name).starts_with(lower(prefix)); };
  store::principals::each(read, filter, [&](const store::Principal& p) { words.push_back(p.name); });
}

void orders(store::Read& read, const std::string& prefix, Time, List& words) {
  for (const auto& order : store::intents::open(read))
    if (order.id.starts_with(prefix)) words.push_back(order.id);
}

void keys(store::Read& read, const std::string& prefix, Time, List& words) {
  for (const auto& k : store::kept_keys::with_prefix(read, prefix, kMany)) words.push_back(k.id);
}

/// Of the state; profiles and authorities are pkit.yaml's.
ByPrefix function_of(StoredWord kind) {
  switch (kind) {
    case StoredWord::registration:
      return registrations;
    case StoredWord::certificate:
      return certificates;
    case StoredWord::orchestrator:
      return orchestrators;
    case StoredWord::waiting:
      return registrations_in<store::RegistrationState::waiting>;
    case StoredWord::approved:
      return registrations_in<store::RegistrationState::approved>;
    case StoredWord::valid:
      return valid_certificates;
    case StoredWord::machine:
      return machines;
    case StoredWord::order:
      return orders;
    case StoredWord::key:
      return keys;
    case StoredWord::profile:
    case StoredWord::authority:
      break;
  }
  return nullptr;
}

List names_of(const Setup& setup, StoredWord kind) {
  if (kind == StoredWord::profile) return setup.profile_order;
  List names;
  for (const auto& [name, config] : setup.authorities) names.push_back(name);
  return names;
}

}  // namespace

List stored_words(const ReadSession& session, StoredWord kind, const std::string& prefix) {
  List words;
  if (const ByPrefix of_state = function_of(kind)) {
    const Time now = operation_time(session, false);
    session.state.read([&](store::Read& read) { of_state(read, prefix, now, words); });
    return words;
  }
  for (std::string& name : names_of(load_setup(session.home, session.state), kind))
    if (name.starts_with(prefix)) words.push_back(std::move(name));
  return words;
}

}  // namespace pkit
