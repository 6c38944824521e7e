#include "decision/intake.h"

#include <algorithm>

#include "change/refusal.h"
#include "digest/digest.h"
#include "setup/setup.h"

namespace pkit {

namespace {

void record_refused_csr(Session& session, const x509::ExaminedCsr& examined, const std::string& content, Time now) {
  Value codes = Value::list();
  bool malformed = false;
  for (const Fault& fault : examined.faults) {
    codes.push(fault.code);
    malformed = malformed || fault.kind == Kind::input;
  }
  const Value data = Value::map({{"faults", codes}, {"inputSha256", digest::sha256_hex(content)}});
  session.database.write([&](store::Write& write) {
    tell_refusal(write, now, session.actor, malformed ? "csr.malformed" : "csr.refused", "", data);
  });
}

}  // namespace

std::string end_asked(const std::string& asked) {
  // Below it a number of milliseconds would be before 1973: it is one of seconds.
  constexpr std::int64_t kLeastMilliseconds = 100'000'000'000;
  const bool number = !asked.empty() && asked.find_first_not_of("0123456789") == std::string::npos;
  if (!number) return asked;
  const std::int64_t milliseconds = asked.size() > 15 ? 0 : std::stoll(asked);
  if (milliseconds < kLeastMilliseconds)
    throw Error(Kind::usage, "issue.not_after", "'" + asked + "' is no time in milliseconds since 1970",
                "seconds are not taken; write 2027-01-31T00:00:00Z, 90d, or milliseconds");
  return print_time(milliseconds);
}

void require_end(const std::string& asked) {
  if (asked.empty() || parse_duration(asked) || parse_time(asked)) return;
  throw Error(Kind::usage, "issue.not_after", "'" + printable(asked) + "' is no time and no duration",
              "write 2027-01-31T00:00:00Z or 90d");
}

bool is_client_machine(const std::string& name) {
  const auto permitted = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == ':' || c == '-';
  };
  return !name.empty() && name.size() <= 253 && name.back() != '.' && std::all_of(name.begin(), name.end(), permitted);
}

void require_client_machine(const std::string& name) {
  if (is_mapped_address(name))
    throw Error(Kind::usage, "name.machine", "'" + name + "' is another spelling of an IPv4 address",
                "use " + machine_key(name));
  if (is_client_machine(name)) return;
  throw Error(Kind::usage, "name.machine", "'" + printable(name) + "' is not a client machine's name",
              "use 1 to 253 letters, digits, '.', '_', ':' or '-', not ending in '.'");
}

std::string own_name(const x509::Csr& csr) {
  if (!csr.common_name().empty()) return csr.common_name();
  for (const x509::San& san : csr.sans)
    if (san.type == x509::SanType::dns) return san.value;
  return {};
}

/// What some profile tolerates is let in; check_request() asks whether the one that applies does.
static x509::ExaminedCsr examine_again(Session& session, const std::string& content) {
  x509::Tolerances tolerated;
  for (const auto& [name, profile] : load_setup(session.home, session.database).profiles)
    tolerated.insert(profile.tolerate.begin(), profile.tolerate.end());
  return x509::examine_csr_file(content, "", tolerated);
}

x509::Csr admit_csr(Session& session, const std::string& content, const std::string& name, Time now, bool record) {
  x509::ExaminedCsr examined = x509::examine_csr_file(content, "");
  if (examined.csr && !examined.csr->oddities.empty()) examined = examine_again(session, content);
  if (examined.faults.empty() && examined.csr) return std::move(*examined.csr);
  if (record) record_refused_csr(session, examined, content, now);
  throw error_of(name, std::move(examined.faults));
}

Intake take_stored(const PrincipalKind& kind, const store::Registration& registration, const std::string& name,
                   const Door& door, Time now) {
  Intake intake;
  intake.kind = &kind;
  intake.door = &door;
  intake.now = now;
  intake.client_machine = name;
  intake.registration = registration.id;
  if (!registration.id.empty()) intake.taken_version = registration.version;
  intake.principal = registration.principal;
  intake.claims = registration.request;
  intake.claims.erase("granted");
  intake.client_parameters = registration.client_parameters;
  intake.profile = registration.profile;
  intake.not_after = registration.not_after;
  if (!door.decides) {
    const Value& granted = registration.request["granted"];
    intake.granted_profile = granted.text_or("profile");
    intake.granted_names = granted["names"];
    intake.not_after = granted.text_or("notAfter", registration.not_after);
    if (granted["sans"].is_list())
      for (const Value& san : granted["sans"].items()) intake.sans.push_back(x509::parse_san(san.as_text()));
  }
  if (registration.csr.empty()) return intake;
  intake.csr = x509::read_stored_csr(registration.csr);
  intake.csr->sha256 = registration.csr_sha256;
  return intake;
}

}  // namespace pkit
