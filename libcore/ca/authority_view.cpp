#include "ca/authority_view.h"

#include <algorithm>

namespace pkit {

namespace {

void read_files(KnownAuthority& known) {
  try {
    known.chain = authority::read_issuers(*known.config);
  } catch (const Error& error) {
    known.unreadable = error.what();
  }
}

void read_state(Session& session, KnownAuthority& known) {
  session.state.read([&](store::Read& read) {
    known.row = store::authorities::find(read, known.name);
    for (store::Issuer& issuer : store::issuers::all(read))
      if (issuer.authority == known.name) known.issuers.push_back(std::move(issuer));
  });
}

void read_revoked(Session& session, KnownAuthority& known) {
  std::vector<x509::Certificate> own;
  if (!known.chain.empty()) own.push_back(known.chain.front());
  for (const store::Issuer& issuer : known.issuers) own.push_back(x509::parse_certificate(issuer.certificate));
  session.state.read([&](store::Read& read) {
    for (const x509::Certificate& each : own) {
      const x509::Certificate* above = issuer_in_chain(known, each);
      if (!above) continue;
      if (auto one = store::crls::find_foreign(read, to_hex(above->key.key_id()), each.serial))
        known.revoked.emplace(each.der, std::move(*one));
    }
  });
}

bool is_current(const KnownAuthority& known, const Bytes& der) {
  return !known.chain.empty() && known.chain.front().der == der;
}

const char* state_of(const KnownAuthority& known, Time now) {
  if (known.row && known.row->retired_at) return "retired";
  if (!known.config) return "unlisted";
  if (known.chain.empty()) return "unreadable";
  return now > known.chain.front().not_after ? "expired" : "active";
}

std::size_t count_issuers(const KnownAuthority& known) {
  const bool stored = std::any_of(known.issuers.begin(), known.issuers.end(),
                                  [&](const store::Issuer& i) { return is_current(known, i.certificate); });
  return known.issuers.size() + (stored || known.chain.empty() ? 0 : 1);
}

/// Current first, then the former ones, newest first.
Value issuers_view(const KnownAuthority& known, Time now) {
  Value list = Value::list();
  std::string current_id;
  for (const store::Issuer& issuer : known.issuers)
    if (is_current(known, issuer.certificate)) current_id = issuer.id;
  const auto add = [&](const x509::Certificate& certificate, const std::string& id, const char* state) {
    const auto revoked = known.revoked.find(certificate.der);
    const bool is_revoked = revoked != known.revoked.end();
    Value view = Value::map({{"state", is_revoked ? "revoked" : now > certificate.not_after ? "expired" : state}});
    if (!id.empty()) view.set("id", id);
    if (is_revoked) {
      view.set("revokedAt", print_time(revoked->second.at));
      view.set("reason", revoked->second.reason);
    }
    const Value said = issuer_view(certificate);
    for (const auto& [key, value] : said.members()) view.set(key, value);
    list.push(std::move(view));
  };
  if (!known.chain.empty()) add(known.chain.front(), current_id, "current");
  for (auto issuer = known.issuers.rbegin(); issuer != known.issuers.rend(); ++issuer)
    if (!is_current(known, issuer->certificate))
      add(x509::parse_certificate(issuer->certificate), issuer->id, "former");
  return list;
}

}  // namespace

const x509::Certificate* issuer_in_chain(const KnownAuthority& known, const x509::Certificate& certificate) {
  const auto found =
      std::ranges::find_if(known.chain, [&](const auto& ca) { return x509::issued_by(certificate, ca); });
  return found == known.chain.end() ? nullptr : &*found;
}

KnownAuthority known_authority(Session& session, const Setup* setup, const std::string& name) {
  KnownAuthority known;
  known.name = name;
  if (setup && setup->authorities.contains(name)) {
    known.config = &setup->authorities.at(name);
    read_files(known);
    for (const std::string& profile : setup->profile_order)
      if (setup->profiles.at(profile).authority == name) known.profiles.push_back(profile);
  }
  read_state(session, known);
  read_revoked(session, known);
  if (known.config || known.row || !known.issuers.empty()) return known;
  throw Error(Kind::not_found, "authority.unknown", "there is no authority '" + printable(name) + "'",
              "see pkit authority list");
}

KnownAuthority readable_authority(Session& session, const authority::AuthorityConfig& config) {
  KnownAuthority known;
  known.name = config.name;
  known.config = &config;
  known.chain = authority::read_issuers(config);
  read_state(session, known);
  read_revoked(session, known);
  return known;
}

Value issuer_view(const x509::Certificate& certificate) {
  return Value::map({{"subject", certificate.subject.text()},
                     {"issuer", certificate.issuer.text()},
                     {"serial", certificate.serial_hex()},
                     {"key", certificate.key.word()},
                     {"keyId", to_hex(certificate.key.key_id())},
                     {"notBefore", print_time(certificate.not_before)},
                     {"notAfter", print_time(certificate.not_after)},
                     {"fingerprint", certificate.fingerprint()}});
}

Value authority_summary(const KnownAuthority& known, Time now) {
  Value view = Value::map({{"name", known.name}, {"state", state_of(known, now)}});
  if (known.config && known.config->is_gateway()) view.set("gateway", known.config->gateway);
  if (!known.chain.empty()) {
    const x509::Certificate& issuer = known.chain.front();
    view.set("subject", issuer.subject.text());
    view.set("serial", issuer.serial_hex());
    view.set("key", issuer.key.word());
    view.set("notBefore", print_time(issuer.not_before));
    view.set("notAfter", print_time(issuer.not_after));
  }
  if (!known.unreadable.empty()) view.set("fault", known.unreadable);
  if (known.row && known.row->retired_at) view.set("retiredAt", print_time(*known.row->retired_at));
  view.set("issuers", static_cast<std::int64_t>(count_issuers(known)));
  view.set("profiles", Value::list(known.profiles));
  return view;
}

Value authority_view(const KnownAuthority& known, Time now) {
  Value view = authority_summary(known, now);
  if (known.config) {
    view.set("certificate", known.config->certificate.string());
    if (!known.config->is_gateway()) view.set("keyFile", known.config->key.string());
  }
  Value chain = Value::list();
  for (const x509::Certificate& each : known.chain) chain.push(each.subject.text());
  view.set("chain", std::move(chain));
  view.set("issuers", issuers_view(known, now));
  return view;
}

store::Issuer issuer_row(const ReadSession& session, const std::string& authority, const x509::Certificate& certificate,
                         Time now) {
  store::Issuer issuer;
  issuer.id = random_id(session.world, 'i');
  issuer.authority = authority;
  issuer.key_id = to_hex(certificate.key.key_id());
  issuer.certificate = certificate.der;
  issuer.not_after = certificate.not_after;
  issuer.created = now;
  return issuer;
}

}  // namespace pkit
