// Mutated requests, signed again by the right key: what we accept libcrypto accepts with equal fields. What libcrypto
// accepts and we refuse is counted by reason. PKIT_ROUNDS makes it longer.
#include <doctest/doctest.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>

#include "forge.h"

using namespace pkit;
using namespace pkit::x509;

namespace {

/// An element as a tree, so that a mutation keeps the lengths around it right.
struct Node {
  std::uint8_t tag = 0;
  Bytes content;
  std::vector<Node> children;

  Bytes encode() const {
    if (children.empty()) return forge::tlv(tag, content);
    Bytes inner;
    for (const Node& child : children) {
      const Bytes der = child.encode();
      inner.insert(inner.end(), der.begin(), der.end());
    }
    return forge::tlv(tag, inner);
  }
};

/// OCTET STRINGs are opened as well: the values of extensions are in them.
bool opens(const der::Element& e) {
  return (e.tag & 0x20) != 0 || (e.tag == der::kOctetString && e.content.size() > 3);
}

Node tree_of(const der::Reader& parent, const der::Element& e) {
  Node node{e.tag, Bytes(e.content.begin(), e.content.end()), {}};
  if (!opens(e)) return node;
  der::Reader inner = parent.inside(e);
  while (!inner.empty()) {
    const der::Element child = inner.next();
    node.children.push_back(tree_of(inner, child));
  }
  return node;
}

void collect(Node& node, std::vector<Node*>& all) {
  all.push_back(&node);
  for (Node& child : node.children) collect(child, all);
}

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  void mutate(Node& root) {
    std::vector<Node*> all;
    collect(root, all);
    Node& node = *all[below(all.size())];
    switch (below(6)) {
      case 0:
        node.tag = static_cast<std::uint8_t>(node.tag ^ 1U << below(8));
        break;
      case 1:
        node.tag = static_cast<std::uint8_t>(below(256));
        break;
      case 2:
        change_children(node);
        break;
      default:
        change_content(node);
    }
  }
  Bytes spoil(Bytes bytes) {
    bytes[below(bytes.size())] ^= static_cast<std::uint8_t>(1U << below(8));
    return bytes;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }

  void change_children(Node& node) {
    if (node.children.empty()) return;
    const std::size_t i = below(node.children.size());
    const Node copy = node.children[i];
    const auto at = node.children.begin() + static_cast<std::ptrdiff_t>(i);
    if (below(2) == 0) {
      node.children.insert(at, copy);
    } else {
      node.children.erase(at);
      if (node.children.empty()) node.content.clear();
    }
  }
  void change_content(Node& node) {
    if (!node.children.empty()) return;
    Bytes& c = node.content;
    const std::uint8_t octet = below(2) == 0 ? static_cast<std::uint8_t>(below(256))
                                             : std::array<std::uint8_t, 4>{0x00, 0x7f, 0x80, 0xff}[below(4)];
    const auto at = static_cast<std::ptrdiff_t>(below(c.size() + 1));
    switch (below(3)) {
      case 0:
        c.insert(c.begin() + at, octet);
        break;
      case 1:
        if (!c.empty()) c.erase(c.begin() + at % static_cast<std::ptrdiff_t>(c.size()));
        break;
      default:
        if (!c.empty()) c[static_cast<std::size_t>(at) % c.size()] = octet;
    }
  }

  std::mt19937 random_;
};

/// A request with something of everything that we read.
Bytes full_info(const Bytes& spki) {
  const std::vector<San> sans = {{SanType::dns, "web1.corp.example"},
                                 {SanType::ip, "10.0.0.1"},
                                 {SanType::email, "a@b.example"},
                                 {SanType::uri, "https://a.example/"}};
  const Bytes critical = {0x01, 0x01, 0xff};
  forge::Info info;
  info.spki = spki;
  info.subject = Name::from_text("CN=web1+OU=a,DC=corp,O=Größe,C=DE").der();
  info.attributes = forge::of(
      {forge::attribute("1.2.840.113549.1.9.7", forge::tlv(der::kUtf8String, as_bytes("opensesame"))),
       forge::attribute("1.3.6.1.4.1.311.13.2.3", forge::sequence({forge::integer(Bytes{5}), Bytes{0x01, 0x01, 0xff},
                                                                   forge::tlv(der::kBmpString, Bytes{0, 'a'})})),
       forge::extensions({forge::extension(oid::kSubjectAltName, write_sans(sans)),
                          forge::sequence({forge::oid(oid::kKeyUsage), critical,
                                           forge::tlv(der::kOctetString, *from_hex("03020780"))}),
                          forge::extension(oid::kBasicConstraints, *from_hex("30060101ff020100")),
                          forge::extension(oid::kExtendedKeyUsage, *from_hex("300a06082b06010505070301"))})});
  return info.der();
}

/// The fields that libcrypto reads, compared with ours.
void check_equal_fields(const Bytes& der, const Csr& csr) {
  const unsigned char* next = der.data();
  const ossl::Owned<X509_REQ, X509_REQ_free> req(d2i_X509_REQ(nullptr, &next, static_cast<long>(der.size())));
  REQUIRE(req);
  unsigned char* name = nullptr;
  const int size = i2d_X509_NAME(X509_REQ_get_subject_name(req.get()), &name);
  CHECK(Bytes(name, name + size) == csr.subject.der());
  OPENSSL_free(name);
  CHECK(X509_REQ_get_attr_count(req.get()) == static_cast<int>(csr.attributes.size()));
  STACK_OF(X509_EXTENSION)* extensions = X509_REQ_get_extensions(req.get());
  CHECK(std::max(0, sk_X509_EXTENSION_num(extensions)) == static_cast<int>(csr.extensions.size()));
  auto* sans = static_cast<GENERAL_NAMES*>(X509V3_get_d2i(extensions, NID_subject_alt_name, nullptr, nullptr));
  CHECK(std::max(0, sk_GENERAL_NAME_num(sans)) == static_cast<int>(csr.sans.size()));
  GENERAL_NAMES_free(sans);
  sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
  ossl::forget_errors();
}

struct Tally {
  int rounds = 0, both = 0, neither = 0;
  std::map<std::string, int> refused;  // by our first code, where libcrypto accepts

  void judge(const Bytes& request) {
    ++rounds;
    const bool theirs = forge::libcrypto_accepts(request);
    const ExaminedCsr ours = examine_csr(request);
    // What nobody here can check has proved nothing.
    const auto malformed = [](const Fault& fault) {
      return fault.kind == Kind::input || fault.code == "csr.signature_unchecked";
    };
    const auto first = std::find_if(ours.faults.begin(), ours.faults.end(), malformed);
    if (first != ours.faults.end()) {
      theirs ? ++refused[first->code] : ++neither;
      return;
    }
    ++both;
    CAPTURE(to_hex(request));
    CHECK(theirs);
    if (theirs && ours.csr) check_equal_fields(request, *ours.csr);
  }
  void tell(const std::string& what) const {
    std::string reasons;
    for (const auto& [code, count] : refused) reasons += " " + code + "=" + std::to_string(count);
    MESSAGE(what << ": " << rounds << " requests, both accept " << both << ", both refuse " << neither
                 << ", refused by us alone:" << reasons);
  }
};

int rounds() {
  const char* set = std::getenv("PKIT_ROUNDS");
  return set ? std::atoi(set) : 700;
}

}  // namespace

TEST_CASE("what we accept libcrypto accepts: mutated, then signed") {
  Tally tally;
  Mutator mutator(20261125);
  const Bytes info = full_info(forge::p256().spki());
  REQUIRE(examine_csr(forge::request(info, forge::ecdsa_sha256(), forge::p256().sign(info, "SHA256"))).faults.empty());
  der::Reader reader(info);
  const Node original = tree_of(reader, reader.next());
  REQUIRE(original.encode() == info);
  for (int i = 0; i < rounds(); ++i) {
    Node copy = original;
    for (int changes = 1 + i % 3; changes > 0; --changes) mutator.mutate(copy);
    const Bytes mutated = copy.encode();
    tally.judge(forge::request(mutated, forge::ecdsa_sha256(), forge::p256().sign(mutated, "SHA256")));
  }
  tally.tell("signed again");
  CHECK(tally.both > 50);
}

TEST_CASE("what we accept libcrypto accepts: bits flipped after signing") {
  Tally tally;
  Mutator mutator(11);
  const Bytes info = full_info(forge::p256().spki());
  const Bytes request = forge::request(info, forge::ecdsa_sha256(), forge::p256().sign(info, "SHA256"));
  for (int i = 0; i < rounds(); ++i) tally.judge(mutator.spoil(request));
  tally.tell("bits flipped");
  CHECK(tally.both == 0);
}
