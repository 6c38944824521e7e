#include "store/entities/packed.h"

#define ZLIB_CONST  // so that it takes what must not change
#include <zlib.h>

#include <new>

#include "base/error.h"

namespace pkit::store {

namespace {

// What traces of the usual operations have in common, the most frequent last; and what events have. They never change:
// what they packed needs them. A better one is another number.
constexpr std::string_view kOfEvents =
    R"("caller":"uid:","reason":"","code":"","faults":[""],"message":"","registration":"r-","by":"handler:","by":)"
    R"("operator:uid:0","number":"1","nextUpdate":"2027-01-01T00:00:00Z","reason":"keyCompromise","superseded",)"
    R"("unspecified","serial":"01a2{"ClientMachine":"web","by":"default","exit":0,"fingerprint":"","keyId":"",)"
    R"("notAfter":"2027-02-28T10:00:00Z","profile":"agent","serial":"01a22b","subject":"CN=web","trace":")";
constexpr std::string_view kOfTraces =
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

std::string_view dictionary_of(Words words) {
  switch (words) {
    case Words::of_traces:
      return kOfTraces;
    case Words::of_events:
      return kOfEvents;
  }
  return {};
}

constexpr std::size_t kMost = 64 << 20;
constexpr int kNoHeader = -12;  // a window of 4 KiB: a usual trace and the dictionary, in few pages of memory
constexpr int kLittleMemory = 3;

const Bytef* octets_of(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

/// zlib's counters have 32 bits.
uInt size_of(std::size_t size) {
  if (size > kMost) throw Error(Kind::internal, "internal", "a text of " + std::to_string(size) + " bytes is kept");
  return static_cast<uInt>(size);
}

class Deflating {
 public:
  Deflating() {
    if (deflateInit2(&stream_, Z_BEST_SPEED, Z_DEFLATED, kNoHeader, kLittleMemory, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~Deflating() { deflateEnd(&stream_); }
  Deflating(const Deflating&) = delete;
  Deflating& operator=(const Deflating&) = delete;

  Bytes all(std::string_view text, Words words) {
    const std::string_view dictionary = dictionary_of(words);
    deflateSetDictionary(&stream_, octets_of(dictionary), size_of(dictionary.size()));
    Bytes made(1 + deflateBound(&stream_, size_of(text.size())));
    made[0] = static_cast<std::uint8_t>(words);
    stream_.next_in = octets_of(text);
    stream_.avail_in = size_of(text.size());
    stream_.next_out = made.data() + 1;
    stream_.avail_out = static_cast<uInt>(made.size() - 1);
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) throw Error(Kind::internal, "internal", "zlib does not deflate");
    made.resize(1 + stream_.total_out);
    return made;
  }

 private:
  z_stream stream_{};
};

class Inflating {
 public:
  Inflating() {
    if (inflateInit2(&stream_, kNoHeader) != Z_OK) throw std::bad_alloc();
  }
  ~Inflating() { inflateEnd(&stream_); }
  Inflating(const Inflating&) = delete;
  Inflating& operator=(const Inflating&) = delete;

  /// False where the octets are not all of one stream.
  bool all(BytesView octets, std::string_view dictionary, std::string& text) {
    inflateSetDictionary(&stream_, octets_of(dictionary), size_of(dictionary.size()));
    stream_.next_in = octets.data();
    stream_.avail_in = size_of(octets.size());
    int result = Z_OK;
    while (result == Z_OK && text.size() < kMost) {
      const std::size_t before = text.size();
      text.resize(before + 4 * octets.size() + 64);
      stream_.next_out = reinterpret_cast<Bytef*>(text.data() + before);
      stream_.avail_out = static_cast<uInt>(text.size() - before);
      result = inflate(&stream_, Z_NO_FLUSH);
      text.resize(text.size() - stream_.avail_out);
    }
    return result == Z_STREAM_END && stream_.avail_in == 0;
  }

 private:
  z_stream stream_{};
};

}  // namespace

Bytes packed(std::string_view text, Words words) { return text.empty() ? Bytes() : Deflating().all(text, words); }

std::string unpacked(BytesView octets) {
  std::string text;
  if (octets.empty()) return text;
  const std::string_view dictionary = dictionary_of(static_cast<Words>(octets[0]));
  const bool ours = !dictionary.empty() && octets.size() <= kMost;
  if (ours && Inflating().all(octets.subspan(1), dictionary, text) && !text.empty()) return text;
  return std::string(as_text(octets));
}

}  // namespace pkit::store
