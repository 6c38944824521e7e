// What the usual texts have in common, the most frequent last. They never change: what they packed needs them. A better
// one is another number. Internal to packed.cpp.
#pragma once

#include <string_view>

namespace pkit::store {

inline constexpr std::string_view kOfEvents =
    R"("caller":"uid:","reason":"","code":"","faults":[""],"message":"","registration":"r-","by":"handler:","by":)"
    R"("operator:uid:0","number":"1","nextUpdate":"2027-01-01T00:00:00Z","reason":"keyCompromise","superseded",)"
    R"("unspecified","serial":"01a2{"ClientMachine":"web","by":"default","exit":0,"fingerprint":"","keyId":"",)"
    R"("notAfter":"2027-02-28T10:00:00Z","profile":"agent","serial":"01a22b","subject":"CN=web","trace":")";
inline constexpr std::string_view kOfTraces =
    R"("authority":"issuing","reasonCode":"revoke","revocation","replaces":"renew","rotate-key","approve","deny")"
    R"("message":"waits for approval","orchestrator":"New","registration":"waiting"},"answer":"deferred","by":"")"
    R"("Disapproved","answer":"denied","by":"operator:uid:","faults":[{"code":"","detail":"","extendedKeyUsage":)"
    R"(["clientAuth","serverAuth"],"keyUsage":["digitalSignature","keyEncipherment"],"sans":["dns:","ip:","uri:"])"
    R"("key":{"bits":2048,"id":"","type":"RSA"},"key":{"bits":256,"id":"","type":"Ed25519"},"signature":"ed25519")"
    R"("signature":"rsa-sha256","curve":"P-384","signature":"ecdsa-sha384","subject":"CN=,OU=,O=,C=","error":{"code":")"
    R"("reads":[{"matched":false,"path":"claimed.ClientMachine","value":""}],"reason":"no condition held: )"
    R"(claimed.ClientMachine","result":"Defer","tookMs":0}],"handlers":[{"name":"","reads":[{"matched":true,"path":)"
    R"("csr.key.type","value":""}],"reason":"","result":"Allow","tookMs":0}],"verdict":{"answer":"allowed","by":)"
    R"("handler:","chain":"Allow","message":""},"operation":"register","outcome":{"exit":0,"orchestrator":)"
    R"("Approved","registration":"issued","serial":""},{"ClientMachine":"","actor":"uid:0","checked":{"differences":)"
    R"([],"faults":[],"names":["cn:"],"profile":"agent"},"config":"","handlers":[],"operation":"issue","outcome":)"
    R"({"exit":0,"orchestrator":"Approved","serial":"01a2"},"parameter":{"approving":false,"claimed":{"Capabilities":)"
    R"([],"ClientMachine":"","ClientParameters":{}},"csr":{"attributes":[],"cn":"","key":{"bits":256,"curve":"P-256",)"
    R"("id":"","type":"EC"},"pem":"-----BEGIN CERTIFICATE REQUEST-----\nMIHLMHMCAQAwETEPMAwGA1UEAww)"
    R"(BZMBMGByqGSM49AgEGCCqGSM49\nAwEHA0IABoAAwCgYIKoZIzj0EAwIDSAAwRQIgIhA)"
    R"(=\n-----END CERTIFICATE REQUEST-----\n","requested":{"extendedKeyUsage":[],"keyUsage":[]},"sans":[],"sha256":")"
    R"(","signature":"ecdsa-sha256","subject":"CN="},"isInitial":true,"operation":"issue","verified":{"caller":"uid:0",)"
    R"("osGroups":["root"]}},"pkit":"0.1.0","time":"2026-1-0T:Z","verdict":{"answer":"allowed","by":"default","chain":)"
    R"("Defer","message":"no handler decided; the default is allow"},"version":1})";

// And of those that dense() was given, with octets of requests: P-384, RSA and Ed25519 first, then P-256.
inline constexpr std::string_view kOfDenseEvents =
    R"("caller":"uid:","reason":"","code":"","faults":[""],"message":"","registration":"r-","by":"handler:","by":)"
    R"("operator:uid:0","number":"1","nextUpdate":"2027-01-01T00:00:00Z","reason":"keyCompromise","superseded",)"
    R"("unspecified","serial":")"
    "\1\x10\1\xa2"
    R"({"by":"default","exit":0,"fingerprint":")"
    "\1\x20"
    R"(","keyId":")"
    "\1\x20"
    R"(","notAfter":"2027-02-28T10:00:00Z","profile":"agent","serial":")"
    "\1\x10\1\xa2\x2d"
    R"(","subject":"CN=m{"ClientMachine":"web","by":"default","exit":0,"trace":")"
    "\1\x20"
    R"("})";
inline constexpr char kDenseTraces[] =
    R"("authority":"issuing","reasonCode":"revoke","revocation","replaces":"renew","rotate-key","approve","deny")"
    R"("message":"waits for approval","orchestrator":"New","registration":"waiting"},"answer":"deferred","by":"")"
    R"("Disapproved","answer":"denied","by":"operator:uid:","faults":[{"code":"","detail":"","extendedKeyUsage":)"
    R"(["clientAuth","serverAuth"],"keyUsage":["digitalSignature","keyEncipherment"],"sans":["dns:","ip:","uri:"])"
    "\x30\x82\x01\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03\x82\x01\x0f\x00\x30\x82\x01\x0a"
    "\x02"
    "\x82\x01\x01\x00\x02\x03\x01\x00\x01\xa0\x3b\x30\x39\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0e\x31\x2c\x30\x2a"
    "\x30"
    "\x28\x06\x03\x55\x1d\x11\x04\x21\x30\x1f\x82\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00\x03\x82"
    "\x01"
    "\x01\x00\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00\xa0\x00\x30\x05\x06\x03\x2b\x65\x70\x03\x41\x00\x30\x76"
    "\x30"
    "\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22\x03\x62\x00\x04"
    R"("key":{"bits":2048,"id":"","type":"RSA"},"key":{"bits":256,"id":"","type":"Ed25519"},"signature":"ed25519")"
    R"("signature":"rsa-sha256","curve":"P-384","signature":"ecdsa-sha384","subject":"CN=,OU=,O=,C=","error":{"code":")"
    R"("reads":[{"matched":false,"path":"claimed.ClientMachine","value":""}],"reason":"no condition held: )"
    R"(claimed.ClientMachine","result":"Defer","tookMs":0}],"handlers":[{"name":"","reads":[{"matched":true,"path":)"
    R"("csr.key.type","value":""}],"reason":"","result":"Allow","tookMs":0}],"verdict":{"answer":"allowed","by":)"
    R"("handler:","chain":"Allow","message":""},"operation":"register","outcome":{"exit":0,"orchestrator":)"
    R"("Approved","registration":"issued","serial":""},{"ClientMachine":"web","actor":"uid:0","checked":{"differences":)"
    R"([],"faults":[],"names":["cn:web"],"profile":"agent"},"config":")"
    "\1\x20"
    R"(","handlers":[],"operation":"issue","outcome":{"exit":0,"orchestrator":"Approved","serial":")"
    "\1\x10\1\xa2\x2d"
    R"("},"parameter":{"approving":false,"claimed":{"Capabilities":[],"ClientMachine":"web","ClientParameters":{}},"csr":)"
    R"({"attributes":[],"cn":"web","key":{"bits":256,"curve":"P-256","id":")"
    "\4"
    R"(","type":"EC"},"pem":")"
    "\2\x00\xca\x30\x81\xc7\x30\x6f\x02\x01\x00\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x0c\x04"
    "web\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00\x04"
    "\xa0\x00\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02\x03\x48\x00\x30\x45\x02\x20\x02\x21\x00"
    R"(","requested":{"extendedKeyUsage":[],"keyUsage":[]},"sans":[],"sha256":")"
    "\3"
    R"(","signature":"ecdsa-sha256","subject":"CN=web"},"isInitial":true,"operation":"issue","verified":{"caller":"uid:0",)"
    R"("osGroups":["root"]}},"pkit":"0.1.0","time":"2026-1-0T:Z","verdict":{"answer":"allowed","by":"default","chain":)"
    R"("Defer","message":"no handler decided; the default is allow"},"version":1})";
inline constexpr std::string_view kOfDenseTraces(kDenseTraces, sizeof kDenseTraces - 1);

}  // namespace pkit::store
