#include "report/inventory.h"

#include <optional>
#include <set>

#include "setup/setup.h"

namespace pkit::report {

namespace {

std::optional<x509::Certificate> readable(BytesView der) {
  try {
    return x509::parse_certificate(der);
  } catch (const Error&) {  // told by whoever counts; doctor says more
    return std::nullopt;
  }
}

std::map<std::string, std::string> authorities_by_issuer(store::Read& read) {
  std::map<std::string, std::string> names;
  for (const store::Issuer& issuer : store::issuers::all(read)) names[issuer.id] = issuer.authority;
  return names;
}

class Collected {
 public:
  void add(const std::string& authority, x509::Certificate certificate) {
    if (seen_.insert(certificate.fingerprint()).second) out.all.push_back({authority, std::move(certificate)});
  }
  CaCertificates out;

 private:
  std::set<std::string> seen_;
};

void add_configured(const ReadSession& session, Collected& collected) {
  try {
    const Setup setup = load_setup(session.home, session.state);
    for (const auto& [name, config] : setup.authorities) try {
        for (x509::Certificate& ca : authority::read_issuers(config)) collected.add(name, std::move(ca));
      } catch (const Error& error) {
        collected.out.unreadable[name] = error.what();
      }
  } catch (const Error&) {  // config check says what
    collected.out.config_is_faulty = true;
  }
}

}  // namespace

void each_issued(store::Read& read, Time now, const std::function<void(const Issued&)>& each) {
  const std::map<std::string, std::string> authorities = authorities_by_issuer(read);
  const std::string nobody;
  store::ListFilter filter;
  filter.state = store::state_word(store::CertificateState::valid);
  filter.now = now;
  store::certificates::each(read, filter, [&](const store::certificates::Listed& row) {
    const auto authority = authorities.find(row.certificate.issuer);
    const std::optional<x509::Certificate> content = readable(row.certificate.der);
    each({row.certificate, row.name, authority == authorities.end() ? nobody : authority->second,
          content ? &*content : nullptr});
  });
}

CaCertificates ca_certificates(const ReadSession& session) {
  Collected collected;
  add_configured(session, collected);
  session.state.read([&](store::Read& read) {
    for (const store::Issuer& issuer : store::issuers::all(read)) {
      std::optional<x509::Certificate> ca = readable(issuer.certificate);
      if (ca)
        collected.add(issuer.authority, std::move(*ca));
      else
        collected.out.unreadable.emplace(issuer.authority, "its issuer " + issuer.id + " in the state cannot be read");
    }
  });
  return std::move(collected.out);
}

}  // namespace pkit::report
