// Profiles as pkit.yaml writes them: what is read, and every fault with its place.
#include <algorithm>

#include "check_table.h"
#include "policy/profile.h"

using namespace pkit;
using test::read_profiles;

TEST_CASE("a profile without settings has the defaults") {
  const policy::Profile profile = test::profile_of("");
  CHECK(profile.name == "agent");
  CHECK(profile.authority == "ca");
  CHECK(profile.lifetime.duration == 90LL * 86'400'000);
  CHECK(profile.keys == std::vector<std::string>{"ec-p256", "ec-p384", "rsa-2048+", "ed25519"});
  CHECK(profile.key_usage == std::vector<std::string>{"digitalSignature"});
  CHECK(profile.extended_key_usage == std::vector<std::string>{"clientAuth"});
  CHECK(profile.names == policy::NamesMode::from_principal);
  CHECK(profile.subject == decltype(profile.subject){{"CN", "{ClientMachine}"}});
  CHECK(profile.san.empty());
  CHECK(!profile.unique_keys);
}

TEST_CASE("every setting is read") {
  const auto read = read_profiles(
      "server:\n"
      "  authority: web\n"
      "  lifetime: 2y\n"
      "  keys: ec-p384\n"
      "  key_usage: [digitalSignature, keyEncipherment]\n"
      "  extended_key_usage: [serverAuth, 1.3.6.1.4.1.311.20.2.2]\n"
      "  names: from-csr\n"
      "  subject: {OU: Web, O: Acme}\n"
      "  allowed: {cn: 'WEB-*', dns: ['*.Corp.example'], ip: 10.0.0.0/8, email: '*@corp.example', uri: 'spiffe://*'}\n"
      "  crl_urls: http://pki.corp.example/web.crl\n"
      "  ocsp_urls: [http://ocsp.corp.example/]\n"
      "  issuer_urls: [http://pki.corp.example/web.crt, 'ldap://dir.corp.example/cn=web?cACertificate']\n"
      "  policies: [1.3.6.1.4.1.99999.1]\n"
      "  unique_keys: true\n"
      "  tolerate: [version-2, dns-underscore]\n"
      "  backdate: 1h\n"
      "  renew_within: 30d\n",
      {"ca", "web"});
  CHECK(read.faults == std::vector<std::string>{});
  const policy::Profile& profile = read.profiles.at("server");
  CHECK(profile.authority == "web");
  CHECK(profile.lifetime.years == 2);
  CHECK(profile.keys == std::vector<std::string>{"ec-p384"});
  CHECK(profile.extended_key_usage.back() == "1.3.6.1.4.1.311.20.2.2");
  CHECK(profile.names == policy::NamesMode::from_csr);
  CHECK(profile.subject == decltype(profile.subject){{"OU", "Web"}, {"O", "Acme"}});
  CHECK(profile.allowed.cn.at(0).matches("web-1"));
  CHECK(profile.allowed.sans.at(x509::SanType::dns).at(0).matches("a.corp.example"));
  CHECK(profile.allowed.ip.at(0).contains("10.1.2.3"));
  CHECK(profile.allowed.sans.at(x509::SanType::email).size() == 1);
  CHECK(profile.allowed.sans.at(x509::SanType::uri).size() == 1);
  CHECK(profile.crl_urls == std::vector<std::string>{"http://pki.corp.example/web.crl"});
  CHECK(profile.issuer_urls.size() == 2);
  CHECK(profile.policies == std::vector<std::string>{"1.3.6.1.4.1.99999.1"});
  CHECK(profile.unique_keys);
  CHECK(profile.tolerate == x509::Tolerances{x509::Tolerance::version_2, x509::Tolerance::dns_underscore});
  CHECK(profile.backdate == 3'600'000);
  CHECK(profile.renew_within == 30LL * 24 * 3'600'000);
  CHECK(profile.at.line == 2);
}

TEST_CASE("each fault of a profile has its code and its place") {
  struct Row {
    const char* settings;  // stands after "agent: {", so its first character is in column 9
    const char* fault;
  };
  for (const auto& [settings, fault] : {
           Row{"authority: web", "1:20 config.unknown"},
           Row{"lifetime: soon", "1:19 profile.lifetime"},
           Row{"lifetime: 59s", "1:19 profile.lifetime"},
           Row{"lifetime: 101y", "1:19 profile.lifetime"},
           Row{"lifetime: 0y", "1:19 profile.lifetime"},
           Row{"lifetime: 40000d", "1:19 profile.lifetime"},
           Row{"lifetime: 90", "1:19 config.type"},
           Row{"keys: []", "1:15 profile.keys"},
           Row{"keys: [ec-p256, rsa2048]", "1:25 config.unknown"},
           Row{"key_usage: []", "1:20 profile.usage"},
           Row{"key_usage: [digitalSignatur]", "1:21 config.unknown"},
           Row{"key_usage: [digitalSignature, keyCertSign]", "1:39 profile.usage"},
           Row{"key_usage: [digitalSignature, cRLSign]", "1:39 profile.usage"},
           Row{"key_usage: [digitalSignature, encipherOnly]", "1:20 profile.usage"},
           Row{"key_usage: [keyEncipherment]", "1:20 profile.usage"},  // clientAuth needs a signature
           Row{"extended_key_usage: [clientAuth, clientAuth]", "1:42 profile.usage"},
           Row{"policies: [1.2.3, 1.2.3]", "1:27 profile.policy"},
           Row{"extended_key_usage: [serverauth]", "1:30 config.unknown"},
           Row{"extended_key_usage: [1.3.06]", "1:30 config.unknown"},
           Row{"names: from-request", "1:16 config.word"},
           Row{"names: from-csr", "1:16 profile.allowed"},
           Row{"names: from-csr, allowed: {dns: '[a'}", "1:41 profile.allowed"},
           Row{"names: from-csr, allowed: {ip: 10.0.0.1/8}", "1:40 profile.allowed"},
           Row{"names: from-csr, allowed: {dnss: a}", "1:36 config.unknown"},
           Row{"subject: {commonName: a}", "1:19 config.unknown"},
           Row{"subject: {CN: 1}", "1:23 profile.subject"},
           Row{"subject: {CN: '{claimed.ClientMachine}'}", "1:23 profile.placeholder"},
           Row{"subject: {CN: '{ClientMachine'}", "1:23 profile.placeholder"},
           Row{"subject: {CN: '{ClientMachine}', C: Germany}", "1:45 profile.subject"},
           Row{"subject: {CN: x, C: D1}", "1:29 profile.subject"},
           Row{"subject: {CN: ''}", "1:23 profile.subject"},
           Row{"subject: {O: Acme}", "1:18 profile.subject"},
           Row{"san: {dns: ['{verified.caller}']}", "1:21 profile.placeholder"},
           Row{"san: {dns: ['-bad-']}", "1:21 profile.san"},
           Row{"san: {dns: [10.0.0.1]}", "1:21 profile.san"},
           Row{"san: {ip: [web1]}", "1:20 profile.san"},
           Row{"san: {dirName: a}", "1:15 config.unknown"},
           Row{"crl_urls: ftp://pki/x", "1:19 profile.url"},
           Row{"ocsp_urls: [http://pki/x, pki/y]", "1:35 profile.url"},
           Row{"issuer_urls: 'http://pki/a b'", "1:22 profile.url"},
           Row{"issuer_urls: 'http://pki/{IssuerKey}.crt'", ""},
           Row{"issuer_urls: 'http://pki/{Issuer}.crt'", "1:22 profile.url"},
           Row{"policies: [1.40.1x]", "1:20 profile.policy"},
           Row{"policies: [1.40]", "1:20 profile.policy"},
           Row{"unique_keys: sometimes", "1:22 config.type"},
           Row{"lifetme: 90d", "1:9 config.unknown"},
       }) {
    CAPTURE(std::string(settings));
    const auto read = read_profiles(std::string("agent: {") + settings + "}\n");
    CHECK(join(read.faults, ", ") == fault);
  }
}

TEST_CASE("all faults of all profiles are told at once") {
  const auto read = read_profiles("a: {keys: [], lifetime: x}\nb: {names: from-csr, policies: [x]}\nc: 1\n");
  std::vector<std::string> codes = read.faults;
  std::sort(codes.begin(), codes.end());
  CHECK(codes == std::vector<std::string>{"1:11 profile.keys", "1:25 profile.lifetime", "2:12 profile.allowed",
                                          "2:33 profile.policy", "3:4 config.type"});
}

TEST_CASE("the authority is the only one, else it must be said") {
  CHECK(read_profiles("a: {}\n", {"ca"}).faults.empty());
  CHECK(read_profiles("a: {}\n", {"ca", "web"}).faults == std::vector<std::string>{"1:4 profile.authority"});
  CHECK(read_profiles("a: {}\n", {}).faults == std::vector<std::string>{"1:4 profile.authority"});
}

TEST_CASE("a section that is absent has no profile, one that is no map is a fault") {
  config::Faults faults("pkit.yaml");
  CHECK(policy::read_profiles(Value(), {"ca"}, faults).empty());
  CHECK(faults.empty());
  CHECK(read_profiles("[a]\n").faults == std::vector<std::string>{"1:1 config.type"});
}

TEST_CASE("what nothing would read is warned of") {
  CHECK(read_profiles("a: {allowed: {cn: x}}\n").warnings.size() == 1);
  CHECK(read_profiles("a: {names: from-csr, allowed: {cn: x}, san: {dns: x}}\n").warnings.size() == 1);
  CHECK(read_profiles("a: {}\n").warnings.empty());
}
