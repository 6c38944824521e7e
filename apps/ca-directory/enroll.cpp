// Enroll: one certificate of a request, by `openssl ca`. Its serial follows from the request's id, so that a request
// makes at most one.
#include <algorithm>

#include "ca-directory/directory.h"

namespace pkit::ca_directory {

namespace {

constexpr int kFailed = 11;

Value refused(const std::string& why) {
  return Value::map({{"CARequestID", "none"}, {"Status", kFailed}, {"StatusMessage", why}});
}

/// What becomes a value in openssl's configuration: nothing in it means something there.
bool is_plain(const std::string& text) {
  return !text.empty() && text.size() <= 256 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) || std::string_view("._:/@*-").find(static_cast<char>(c)) != std::string_view::npos;
  });
}

struct SanWord {
  const char* type;
  const char* openssl;
};
constexpr SanWord kSanWords[] = {{"dns", "DNS"}, {"ip", "IP"}, {"email", "email"}, {"uri", "URI"}};

/// "DNS:web1,IP:10.0.0.1"; a fault where a name is none that this CA takes.
std::string names_of(const Value& san, std::string& fault) {
  std::vector<std::string> names;
  if (!san.is_map()) return {};
  for (const auto& [type, values] : san.members()) {
    const auto word = std::find_if(std::begin(kSanWords), std::end(kSanWords),
                                   [&name = type](const SanWord& w) { return name == w.type; });
    for (const Value& value : values.items()) {
      if (word == std::end(kSanWords) || !value.is_text() || !is_plain(value.as_text())) {
        fault = "this CA does not take a name of the request";
        return {};
      }
      names.push_back(std::string(word->openssl) + ":" + value.as_text());
    }
  }
  return join(names, ",");
}

std::string extensions_of(const Value& product, const std::string& names) {
  std::string text =
      "basicConstraints = critical,CA:FALSE\nkeyUsage = critical,digitalSignature\nsubjectKeyIdentifier = hash\n"
      "authorityKeyIdentifier = keyid\n";
  if (const std::string usage = product.text_or("extendedKeyUsage"); !usage.empty())
    text += "extendedKeyUsage = " + usage + "\n";
  if (!names.empty()) text += "subjectAltName = " + names + "\n";
  return text;
}

/// What was made and is not in the index yet was never made: openssl writes the index last.
Value made(const Asked& asked, const std::string& serial) {
  const std::optional<IndexRow> row = find_row(index_of(asked.directory), serial);
  if (!row) throw Error(Kind::state, "file.read", "openssl ca made " + serial + ", and the index does not have it");
  return record_of(asked.directory, *row);
}

}  // namespace

Value products_of(const Asked& asked) {
  const Value& configured = asked.config["products"];
  if (configured.is_map() && !configured.members().empty()) return configured;
  return Value::map({{"server", Value::map({{"days", 90}, {"extendedKeyUsage", "serverAuth"}})},
                     {"client", Value::map({{"days", 90}, {"extendedKeyUsage", "clientAuth"}})}});
}

Value product_ids(const Asked& asked) {
  const Value products = products_of(asked);
  Value ids = Value::list();
  for (const auto& [name, product] : products.members()) ids.push(name);
  return Value::map({{"products", std::move(ids)}});
}

Value enroll(const Asked& asked) {
  const std::string serial = serial_of_request(asked.request_id);
  const Fd held = lock(asked.directory);
  if (find_row(index_of(asked.directory), serial)) return made(asked, serial);
  const Value products = products_of(asked);
  const Value* product = products.find(asked.parameter["productInfo"].text_or("ProductID"));
  if (!product) return refused("this CA has no such product");
  std::string fault;
  const std::string names = names_of(asked.parameter["san"], fault);
  if (!fault.empty()) return refused(fault);
  const Workshop workshop;
  const Path csr = workshop.file("csr", asked.parameter.text_or("csr"));
  const Path extensions = workshop.file("extensions", extensions_of(*product, names));
  const Path number = workshop.file("serial", serial + "\n");
  const Value& days = (*product)["days"];
  const std::string failure =
      openssl_ca(asked, configuration_of(asked.directory) + "[this]\nserial = " + number.string() + "\n",
                 {"-in", csr, "-extfile", extensions, "-days", std::to_string(days.is_int() ? days.as_int() : 90),
                  "-out", (number.parent_path() / "made").string()});
  if (!failure.empty()) throw Error(Kind::state, "gateway.failed", failure);
  return made(asked, serial);
}

}  // namespace pkit::ca_directory
