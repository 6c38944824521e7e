// The three modes of names, as tables: what is asked, what is signed, what is told, what is refused.
#include "check_table.h"

using namespace pkit;

namespace {

struct Row {
  const char* machine;
  const char* subject;  // the CSR's
  const char* sans;     // the CSR's
  const char* outcome;
};

policy::Checked check(const policy::Profile& profile, const Row& row, policy::NamesWanted wanted = {}) {
  x509::Csr csr;
  csr.subject = x509::Name::from_text(row.subject);
  csr.sans = test::sans_of(row.sans);
  wanted.csr = &csr;
  return policy::check(profile, {{"ClientMachine", row.machine}}, test::key_of("ec-p256"), wanted);
}

void judge(const policy::Profile& profile, std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(std::string(row.machine));
    CAPTURE(std::string(row.subject));
    CAPTURE(std::string(row.sans));
    CHECK(test::outcome_of(check(profile, row)) == std::string(row.outcome));
  }
}

/// A Name with one CN, which may be longer than Name::from_text() takes.
Bytes encoded_cn(const std::string& cn) {
  const auto length = [](std::size_t n) { return static_cast<char>(n); };
  const std::string value = std::string("\x06\x03\x55\x04\x03\x0c") + length(cn.size()) + cn;
  const std::string pair = std::string("\x30") + length(value.size()) + value;
  const std::string set = std::string("\x31") + length(pair.size()) + pair;
  return to_bytes(std::string("\x30") + length(set.size()) + set);
}

const std::string k64 = std::string(64, 'a');
const std::string k65 = std::string(65, 'a');

}  // namespace

TEST_CASE("from-principal: the default profile grants a machine its own name") {
  judge(test::profile_of(""),
        {
            {"web1", "CN=web1", "", "CN=web1 |  | "},
            {"web1", "", "", "CN=web1 |  | "},
            {"Web1", "CN=wEB1", "", "CN=Web1 |  | "},
            {"web1", "CN=web1", "dns:web1", "CN=web1 | dns:web1 | "},
            {"web1", "CN=web1", "dns:WEB1 dns:web1", "CN=web1 | dns:web1 | "},
            {"10.0.0.1", "CN=10.0.0.1", "ip:10.0.0.1", "CN=10.0.0.1 | ip:10.0.0.1 | "},
            {"2001:DB8::1", "CN=2001:db8::1", "ip:2001:db8:0::1", "CN=2001:DB8::1 | ip:2001:db8::1 | "},
            {"web1", "CN=web2", "", "policy.cn @subject.CN"},
            {"web1", "CN=web1.corp.example", "", "policy.cn @subject.CN"},
            {"web1", "CN=web1,CN=web2", "", "policy.cn @subject.CN"},
            {"web1", "CN=web1", "dns:web2", "policy.san @subjectAltName[0]"},
            {"web1", "CN=web1", "dns:web1 dns:*.web1", "policy.san @subjectAltName[1]"},
            {"web1", "CN=web1", "ip:10.0.0.1", "policy.san @subjectAltName[0]"},
            {"web1", "CN=web1", "email:web1@corp.example", "policy.san @subjectAltName[0]"},
            {"web1", "CN=web1", "uri:https://web1/", "policy.san @subjectAltName[0]"},
            {"web1", "CN=web1", "other:dirName", "policy.san.type @subjectAltName[0]"},
            {"web_1", "CN=web_1", "", "CN=web_1 |  | "},
            {"web1", "CN=web2", "dns:a dns:b",
             "policy.cn @subject.CN, policy.san @subjectAltName[0], policy.san @subjectAltName[1]"},
            {"web1", "CN=web1,OU=lab,O=Acme", "", "CN=web1 |  | dropped subject.O Acme->, dropped subject.OU lab->"},
            {k64.c_str(), "", "", ("CN=" + k64 + " |  | ").c_str()},
            {k65.c_str(), "", "", "policy.template @subject.CN"},
        });
}

TEST_CASE("from-principal: templates are granted and signed, asked for or not") {
  judge(test::profile_of("subject: {CN: '{ClientMachine}', O: Acme}, "
                         "san: {dns: ['{ClientMachine}.corp.example', '{ClientMachine}'], ip: '{ClientMachine}', "
                         "uri: 'spiffe://corp/{ClientMachine}'}"),
        {
            {"web1", "", "", "CN=web1,O=Acme | dns:web1.corp.example dns:web1 uri:spiffe://corp/web1 | "},
            {"web1", "CN=web1,O=acme", "dns:web1",
             "CN=web1,O=Acme | dns:web1.corp.example dns:web1 uri:spiffe://corp/web1 | "
             "added subjectAltName ->dns:web1.corp.example, added subjectAltName ->uri:spiffe://corp/web1"},
            {"web1", "CN=web1,O=Other", "",
             "CN=web1,O=Acme | dns:web1.corp.example dns:web1 uri:spiffe://corp/web1 | changed subject.O Other->Acme"},
            {"web1", "", "dns:WEB1.Corp.Example dns:web1 uri:spiffe://corp/web1",
             "CN=web1,O=Acme | dns:web1.corp.example dns:web1 uri:spiffe://corp/web1 | "},
            {"10.0.0.1", "", "",
             "CN=10.0.0.1,O=Acme | dns:10.0.0.1.corp.example ip:10.0.0.1 uri:spiffe://corp/10.0.0.1 | "},
            {"web1", "", "uri:spiffe://corp/WEB1", "policy.san @subjectAltName[0]"},
            {"web1", "", "dns:web2.corp.example", "policy.san @subjectAltName[0]"},
        });
}

TEST_CASE("from-principal: a template's CN wins, and the asked one is told") {
  judge(test::profile_of("subject: {CN: 'host {ClientMachine}'}"),
        {
            {"web1", "CN=web1", "", "CN=host web1 |  | changed subject.CN web1->host web1"},
            {"web1", "CN=Host Web1", "", "CN=host web1 |  | "},
        });
  judge(test::profile_of("subject: {O: Acme}, san: {ip: '{ClientMachine}'}"),
        {
            {"Web1", "CN=web1", "", "CN=Web1,O=Acme |  | dropped san.ip Web1->"},
            {"web1", "CN=web2", "", "policy.cn @subject.CN"},
            {"web1", "O=Acme", "", "policy.names.empty @subject"},
            {"10.0.0.1", "", "", "O=Acme | ip:10.0.0.1 | "},
        });
}

TEST_CASE("from-principal: a verdict grants exact names, typed, and signs none that was not asked for") {
  const policy::Profile profile = test::profile_of("");
  policy::NamesWanted wanted;
  wanted.granted_by_verdict = Value::map({{"dns", Value::list({"Www.corp.example", "*.shop.example", "10.0.0.1"})},
                                          {"ip", Value::list({"10.0.0.1"})},
                                          {"email", Value::list({"ops@corp.example"})},
                                          {"uri", Value("https://not-a-list/")}});
  const auto outcome = [&](const char* sans) {
    return test::outcome_of(check(profile, {"web1", "CN=web1", sans, ""}, wanted));
  };
  const std::string told = "dropped names.dns 10.0.0.1->";  // an address is no dns name
  CHECK(outcome("") == "CN=web1 |  | " + told);
  CHECK(outcome("dns:www.CORP.example") == "CN=web1 | dns:www.corp.example | " + told);
  CHECK(outcome("dns:*.shop.example") == "CN=web1 | dns:*.shop.example | " + told);
  CHECK(outcome("dns:a.shop.example") == "policy.san @subjectAltName[0]");
  CHECK(outcome("ip:10.0.0.1 email:ops@corp.example") == "CN=web1 | ip:10.0.0.1 email:ops@corp.example | " + told);
  CHECK(outcome("email:Ops@corp.example") == "policy.san @subjectAltName[0]");
  CHECK(outcome("uri:https://not-a-list/") == "policy.san @subjectAltName[0]");
  // A dns name of the verdict is no CN.
  CHECK(test::outcome_of(check(profile, {"web1", "CN=www.corp.example", "", ""}, wanted)) == "policy.cn @subject.CN");
}

TEST_CASE("from-csr: a CN is held to what holds for names") {
  judge(test::profile_of("names: from-csr, subject: {}, allowed: {cn: ['10.*', '2001:db8:*', 'MÜLLER*', "
                         "'\\*.shop.example'], ip: [10.0.0.0/8]}"),
        {
            {"web1", "CN=10.0.0.1", "", "CN=10.0.0.1 |  | "},
            {"web1", "CN=::ffff:10.0.0.1", "", "policy.cn @subject.CN"},
            {"web1", "CN=2001:0DB8::1", "", "CN=2001:0DB8::1 |  | "},
            {"web1", "CN=müller 7", "", "CN=müller 7 |  | "},
            {"web1", "CN=*.shop.example", "", "CN=*.shop.example |  | "},
            {"web1", "CN=a.shop.example", "", "policy.cn @subject.CN"},
            {"web1", "CN=10.0.0.1", "ip:::ffff:10.0.0.1", "policy.san @subjectAltName[0]"},
        });
}

TEST_CASE("from-principal: a name is compared without case in every script, and signed as it is granted") {
  judge(test::profile_of(
            "subject: {CN: 'Müller {ClientMachine}'}, san: {uri: 'https://Corp.Example:443/{ClientMachine}', "
            "email: '{ClientMachine}@Corp.Example'}"),
        {
            {"web1", "CN=MÜLLER WEB1", "uri:https://corp.example/web1 email:web1@CORP.example",
             "CN=Müller web1 | email:web1@corp.example uri:https://corp.example/web1 | "},
        });
}

TEST_CASE("from-csr: everything asked for must match, and nothing else is signed") {
  judge(test::profile_of("names: from-csr, subject: {CN: '{ClientMachine}', O: Acme}, "
                         "allowed: {cn: ['web-*', '*.corp.example'], dns: ['*.corp.example'], ip: [10.0.0.0/8, "
                         "'2001:db8::/32'], email: '*@corp.example', uri: 'spiffe://corp/*'}"),
        {
            {"web1", "CN=web-7", "", "CN=web-7,O=Acme |  | "},
            {"web1", "CN=WEB-7", "", "CN=WEB-7,O=Acme |  | "},
            {"web1", "", "dns:A.Corp.Example", "O=Acme | dns:a.corp.example | "},
            {"web1", "CN=web-7,CN=WEB-7", "", "CN=WEB-7,O=Acme |  | "},
            {"web1", "CN=web-7,CN=web-8", "", "policy.cn @subject.CN"},
            {"web1", "CN=web-7", "ip:10.9.8.7 ip:2001:db8::7", "CN=web-7,O=Acme | ip:10.9.8.7 ip:2001:db8::7 | "},
            {"web1", "CN=web-7", "email:a@corp.example uri:spiffe://corp/a",
             "CN=web-7,O=Acme | email:a@corp.example uri:spiffe://corp/a | "},
            {"web1", "CN=web-7,O=Other,OU=x", "",
             "CN=web-7,O=Acme |  | dropped subject.OU x->, changed subject.O Other->Acme"},
            {"web1", "CN=web1", "", "policy.cn @subject.CN"},
            {"web1", "CN=web-7", "dns:corp.example", "policy.san @subjectAltName[0]"},
            {"web1", "CN=web-7", "dns:a.corp.example.evil.example", "policy.san @subjectAltName[0]"},
            {"web1", "CN=web-7", "dns:*.corp.example", "policy.san @subjectAltName[0]"},
            {"web1", "CN=web-7", "ip:11.0.0.1", "policy.san @subjectAltName[0]"},
            {"web1", "CN=web-7", "ip:::ffff:10.0.0.1", "policy.san @subjectAltName[0]"},
            {"web1", "CN=*.corp.example", "", "policy.cn @subject.CN"},
            {"web1", "CN=web-7", "email:a@CORP.Example", "CN=web-7,O=Acme | email:a@corp.example | "},
            {"web1", "CN=web-7", "uri:SPIFFE://Corp/a", "CN=web-7,O=Acme | uri:spiffe://corp/a | "},
            {"web1", "CN=web-7", "uri:spiffe://ops@corp/a", "policy.san @subjectAltName[0]"},
            {"web1", "CN=web-7", "uri:spiffe://corp/../../evil", "CN=web-7,O=Acme | uri:spiffe://corp/evil | "},
            {"web1", "CN=web-7", "email:a@evil.example", "policy.san @subjectAltName[0]"},
            {"web1", "CN=web-7", "uri:https://corp/", "policy.san @subjectAltName[0]"},
            {"web1", "CN=web-7", "other:otherName", "policy.san.type @subjectAltName[0]"},
            {"web1", "", "", "policy.names.empty @subject"},
            {k65.c_str(), "CN=web-7", "", "CN=web-7,O=Acme |  | "},
        });
}

TEST_CASE("from-csr: other attributes of the subject by rule, told where they do not match") {
  judge(test::profile_of("names: from-csr, subject: {CN: '{ClientMachine}', C: DE}, "
                         "allowed: {cn: '*', o: ['Acme*'], ou: '*', c: '*', serialNumber: 'SN-*'}"),
        {
            {"web1", "CN=web1,OU=lab,O=Acme Ltd", "", "CN=web1,C=DE,OU=lab,O=Acme Ltd |  | "},
            {"web1", "CN=web1,O=Other", "", "CN=web1,C=DE |  | dropped subject.O Other->"},
            {"web1", "CN=web1,C=FR", "", "CN=web1,C=DE |  | changed subject.C FR->DE"},
            {"web1", "CN=web1,serialNumber=SN-7", "", "CN=web1,C=DE,serialNumber=SN-7 |  | "},
            {"web1", "CN=web1,L=Town", "", "CN=web1,C=DE |  | dropped subject.L Town->"},
        });
}

TEST_CASE("from-csr: otherNames and registered identifiers are granted by their own patterns") {
  judge(test::profile_of(
            "names: from-csr, allowed: {cn: '*', upn: '*@corp.example', kerberos: 'host/+@CORP', rid: '1.2.*'}"),
        {
            {"web1", "CN=a", "upn:joe@corp.example", "CN=a | upn:joe@corp.example | "},
            {"web1", "CN=a", "upn:joe@evil.example", "policy.san @subjectAltName[0]"},
            {"web1", "CN=a", "kerberos:host/web1@CORP", "CN=a | kerberos:host/web1@CORP | "},
            {"web1", "CN=a", "kerberos:host/web1.b@CORP", "policy.san @subjectAltName[0]"},
            {"web1", "CN=a", "rid:1.2.3", "CN=a | rid:1.2.3 | "},
            {"web1", "CN=a", "smtputf8:j\xc3\xb6@corp.example", "policy.san @subjectAltName[0]"},
        });
}

TEST_CASE("a template that gives no name is told, and a server without a name is refused (RFC 9525 2)") {
  judge(test::profile_of("san: {dns: '{ClientMachine}', ip: '{ClientMachine}'}"),
        {
            {"my_service", "", "", "CN=my_service |  | dropped san.dns my_service->, dropped san.ip my_service->"},
            {"10.0.0.1", "", "", "CN=10.0.0.1 | ip:10.0.0.1 | "},
            {"web1", "", "", "CN=web1 | dns:web1 | "},
        });
  judge(test::profile_of("extended_key_usage: serverAuth, san: {dns: '{ClientMachine}'}"),
        {
            {"my_service", "", "", "policy.san.missing @subjectAltName"},
            {"web1", "", "", "CN=web1 | dns:web1 | "},
        });
  judge(test::profile_of("extended_key_usage: serverAuth, tolerate: dns-underscore, san: {dns: '{ClientMachine}'}"),
        {
            {"my_service", "", "", "CN=my_service | dns:my_service | "},
            {"web1", "", "dns:other_name", "policy.san @subjectAltName[0]"},
        });
}

TEST_CASE("a CN that no certificate can hold is refused where it would be granted") {
  x509::Csr csr;
  policy::NamesWanted wanted;
  wanted.csr = &csr;
  const auto outcome = [&](const char* settings, const std::string& cn) {
    csr.subject = x509::Name::parse(encoded_cn(cn));
    return test::outcome_of(
        policy::check(test::profile_of(settings), {{"ClientMachine", cn}}, test::key_of("ec-p256"), wanted));
  };
  const char* own = "subject: {O: Acme}, san: {dns: '{ClientMachine}'}";
  const char* any = "names: from-csr, allowed: {cn: '*'}";
  // No dns name: a label has 63 characters at most.
  CHECK(outcome(own, k64) == "CN=" + k64 + ",O=Acme |  | dropped san.dns " + k64 + "->");
  CHECK(outcome(own, k65) == "policy.cn @subject.CN");
  CHECK(outcome(any, k64) == "CN=" + k64 + " |  | ");
  CHECK(outcome(any, k65) == "policy.cn @subject.CN");
  CHECK(outcome(any, "a\tb") == "policy.cn @subject.CN");
}

TEST_CASE("from-csr: a type that `allowed` does not have grants none; a wildcard is granted by its own pattern") {
  judge(test::profile_of("names: from-csr, allowed: {dns: ['\\*.corp.example']}"),
        {
            {"web1", "", "dns:*.corp.example", " | dns:*.corp.example | "},
            {"web1", "", "dns:a.corp.example", "policy.san @subjectAltName[0]"},
            {"web1", "CN=web1", "dns:*.corp.example", "policy.cn @subject.CN"},
            {"web1", "", "ip:10.0.0.1", "policy.san @subjectAltName[0]"},
            {"web1", "", "email:a@corp.example", "policy.san @subjectAltName[0]"},
            {"web1", "", "uri:http://a/", "policy.san @subjectAltName[0]"},
        });
}

TEST_CASE("template: what the CSR asks for is told and nothing more") {
  judge(test::profile_of("names: template, subject: {CN: '{ClientMachine}', O: Acme}, san: {dns: "
                         "'{ClientMachine}.corp.example'}"),
        {
            {"web1", "", "", "CN=web1,O=Acme | dns:web1.corp.example | "},
            {"web1", "CN=evil,O=Evil,L=x", "dns:evil other:dirName",
             "CN=web1,O=Acme | dns:web1.corp.example | changed subject.CN evil->web1, dropped subject.L x->, "
             "changed subject.O Evil->Acme, dropped subjectAltName dns:evil->, dropped subjectAltName "
             "other:dirName->, added subjectAltName ->dns:web1.corp.example"},
            {"web1", "CN=web1", "dns:web1.corp.example", "CN=web1,O=Acme | dns:web1.corp.example | "},
        });
  judge(test::profile_of("names: template, subject: {O: Acme}, san: {ip: '{ClientMachine}'}"),
        {
            {"10.0.0.1", "CN=10.0.0.1", "", "O=Acme | ip:10.0.0.1 | dropped subject.CN 10.0.0.1->"},
            {"web1", "CN=web1", "", "policy.names.empty @subject"},
        });
}

TEST_CASE("the command line asks like a CSR does") {
  const policy::Profile profile = test::profile_of("");
  policy::NamesWanted wanted;
  wanted.cn = "WEB1";
  wanted.sans = test::sans_of("dns:web1 ip:10.0.0.1");
  wanted.other_rdns = {{"O", "Acme"}};
  const auto outcome = [&] {
    return test::outcome_of(policy::check(profile, {{"ClientMachine", "web1"}}, test::key_of("ec-p256"), wanted));
  };
  CHECK(outcome() == "policy.san @--san[1]");
  wanted.sans.pop_back();
  CHECK(outcome() == "CN=web1 | dns:web1 | dropped subject.O Acme->");
  wanted.cn = "web2";
  CHECK(outcome() == "policy.cn @--subject");
}

TEST_CASE("a placeholder of a field that the principal does not have refuses") {
  const auto checked =
      policy::check(test::profile_of("san: {dns: '{ClientMachine}.x'}"), {}, test::key_of("ec-p256"), {});
  CHECK(test::outcome_of(checked) == "policy.template @subject.CN, policy.template @san.dns");
}

TEST_CASE("a refusal says what would be granted") {
  const auto checked = check(test::profile_of("san: {dns: '{ClientMachine}.corp.example'}"), {"web1", "CN=x", "", ""});
  REQUIRE(checked.faults.size() == 1);
  CHECK(checked.faults[0].what == "CN 'x' is not granted");
  CHECK(checked.faults[0].hint == "granted are cn:web1, dns:web1.corp.example, dns:web1");
}

TEST_CASE("granted names as text are sorted") {
  const auto checked =
      check(test::profile_of("subject: {CN: '{ClientMachine}', O: Acme}, san: {dns: [b.example, a.example]}"),
            {"web1", "", "", ""});
  CHECK(policy::granted_texts(checked.permitted->names) ==
        std::vector<std::string>{"cn:web1", "dns:a.example", "dns:b.example", "o:Acme"});
}
