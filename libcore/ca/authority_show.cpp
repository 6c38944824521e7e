// authority list and show: what signs, what signed before, and their certificates to take along.
#include <algorithm>
#include <set>

#include "ca/authority_view.h"
#include "x509/pem.h"

namespace pkit {

namespace {

constexpr Input kShowAuthorityInputs[] = {
    input<&ShowAuthorityRequest::name>("name", "NAME", "an authority")
        .argument()
        .needed()
        .completes(Completion::authority),
    input<&ShowAuthorityRequest::exported>("export", "WHAT", "print these certificates as PEM, nothing else")
        .among(authority_exports),
};

/// Nothing where pkit.yaml is faulty: what the state knows is still to be had.
std::optional<Setup> setup_if_sound(Session& session, Outcome& outcome) {
  try {
    return load_setup(session.home, session.database);
  } catch (const Error& error) {
    if (error.kind() != Kind::config) throw;
    outcome.warnings.push_back("pkit.yaml has faults, so that only the state is told of: pkit config check");
    return std::nullopt;
  }
}

std::vector<std::string> names_of(Session& session, const Setup* setup) {
  std::set<std::string> names;
  session.state.read([&](store::Read& read) {
    for (const store::Authority& row : store::authorities::all(read)) names.insert(row.name);
    for (const store::Issuer& issuer : store::issuers::all(read)) names.insert(issuer.authority);
  });
  if (setup)
    for (const auto& [name, config] : setup->authorities) names.insert(name);
  return {names.begin(), names.end()};
}

std::string pem_of(const std::vector<Bytes>& certificates) {
  std::string text;
  for (const Bytes& der : certificates) text += x509::write_pem("CERTIFICATE", der);
  return text;
}

bool is_root(const x509::Certificate& certificate) {
  return equal(certificate.subject.der(), certificate.issuer.der());
}

/// What a client needs beside its own certificate: all but the root, and the issuer even where it is one itself.
std::vector<Bytes> chain_of(const KnownAuthority& known) {
  std::vector<Bytes> chain;
  for (const x509::Certificate& each : known.chain)
    if (chain.empty() || !is_root(each)) chain.push_back(each.der);
  return chain;
}

std::vector<Bytes> issuers_of(const KnownAuthority& known) {
  std::vector<Bytes> issuers;
  if (!known.chain.empty()) issuers.push_back(known.chain.front().der);
  for (auto issuer = known.issuers.rbegin(); issuer != known.issuers.rend(); ++issuer)
    if (std::find(issuers.begin(), issuers.end(), issuer->certificate) == issuers.end())
      issuers.push_back(issuer->certificate);
  return issuers;
}

Bytes root_of(const KnownAuthority& known) {
  if (!known.chain.empty() && is_root(known.chain.back())) return known.chain.back().der;
  throw Error(Kind::not_found, "authority.root", "the files of authority '" + known.name + "' hold no root",
              "its 'chain:' in pkit.yaml ends below it");
}

}  // namespace

const std::vector<std::string>& authority_exports() {
  static const std::vector<std::string> exports = {"issuer", "chain", "root", "issuers"};
  return exports;
}

Outcome list_authorities(Session& session, const ListAuthoritiesRequest&) {
  const Time now = operation_time(session, false);
  Outcome outcome;
  const std::optional<Setup> setup = setup_if_sound(session, outcome);
  Value list = Value::list();
  for (const std::string& name : names_of(session, setup ? &*setup : nullptr))
    list.push(authority_summary(known_authority(session, setup ? &*setup : nullptr, name), now));
  outcome.data.set("authorities", std::move(list));
  return outcome;
}

Outcome show_authority(Session& session, const ShowAuthorityRequest& request) {
  const std::string& name = request.name;
  Outcome outcome;
  if (!request.exported.empty()) {
    const std::string pem = export_authority(session, name, request.exported);
    outcome.data = Value::map({{"name", name}, {"export", request.exported}, {"pem", pem}});
    return outcome;
  }
  const Time now = operation_time(session, false);
  const std::optional<Setup> setup = setup_if_sound(session, outcome);
  outcome.data.set("authority", authority_view(known_authority(session, setup ? &*setup : nullptr, name), now));
  return outcome;
}

std::string export_authority(Session& session, const std::string& name, const std::string& what) {
  Outcome ignored;
  const std::optional<Setup> setup = setup_if_sound(session, ignored);
  const KnownAuthority known = known_authority(session, setup ? &*setup : nullptr, name);
  if (what == "issuers") return pem_of(issuers_of(known));
  if (known.chain.empty())
    throw Error(Kind::config, "authority.certificate", "the certificate of authority '" + name + "' cannot be read",
                "see pkit authority show " + name);
  if (what == "root") return pem_of({root_of(known)});
  return pem_of(what == "chain" ? chain_of(known) : std::vector<Bytes>{known.chain.front().der});
}

constinit const Operation kListAuthorities = operation<ListAuthoritiesRequest, list_authorities>(
    {.name = "authority list", .asks = true, .data = &shape::authority_list});
constinit const Operation kShowAuthority = operation<ShowAuthorityRequest, show_authority>(
    {.name = "authority show", .asks = true, .inputs = kShowAuthorityInputs, .data = &shape::authority_shown});

}  // namespace pkit
