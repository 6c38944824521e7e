// `der`: one certificate and nothing else.
#include "base/text.h"
#include "certstores/entries.h"
#include "certstores/kind.h"
#include "digest/digest.h"
#include "x509/pkcs12.h"

namespace pkit::certstores {

namespace {

bool is_der(std::string_view bytes) {
  return bytes.size() > 4 && bytes[0] == '\x30' && static_cast<unsigned char>(bytes[1]) >= 0x81 &&
         !x509::is_pkcs12(as_bytes(bytes)) && !kPem.probe(bytes);
}

Contents read_der_store(std::string_view bytes, const Secret&) {
  Contents contents;
  if (bytes.empty()) return contents;
  Entry entry;
  try {
    entry.certificate = x509::parse_certificate(as_bytes(bytes));
  } catch (const Error& error) {
    throw Error(Kind::input, "certstore.format", std::string("it is no certificate in DER: ") + error.what());
  }
  entry.alias = thumbprint(entry.certificate);
  entry.stored_sha256 = digest::sha256_hex(bytes);
  contents.entries.push_back(std::move(entry));
  return contents;
}

void require_only_certificate(const Addition& addition) {
  if (addition.key) throw Error(Kind::conflict, "certstore.no_key", "a der store holds no private key");
  if (!addition.chain.empty())
    throw Error(Kind::conflict, "certstore.one", "a der store holds one certificate, without its chain");
}

Edit put_der(std::string_view bytes, const Secret& password, const Addition& addition) {
  require_only_certificate(addition);
  const Contents contents = read_der_store(bytes, password);
  if (!contents.entries.empty() && !addition.overwrite) return left_as_it_is(contents.entries.front(), addition);
  Edit edit;
  edit.alias = thumbprint(addition.certificate);
  for (const Entry& entry : contents.entries) edit.gone.push_back(entry.alias);
  edit.bytes = Secret(std::string(as_text(addition.certificate.der)));
  return edit;
}

Edit take_der(std::string_view bytes, const Secret& password, const std::string& alias) {
  const Contents contents = read_der_store(bytes, password);
  if (!contents.find(alias)) return nothing_to_take(alias);
  throw Error(Kind::conflict, "certstore.one", "a der store without its certificate would be no store",
              "put another one there, or remove the file");
}

}  // namespace

const StoreKind kDer = {.name = "der",
                        .summary = "one certificate in DER",
                        .directory = false,
                        .password = false,
                        .aliases = false,
                        .many = false,
                        .keys = false,
                        .probe = is_der,
                        .read = read_der_store,
                        .put = put_der,
                        .take = take_der};

}  // namespace pkit::certstores
