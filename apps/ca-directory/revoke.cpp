// Revoke: a row becomes R, and a CRL with it goes out, whose number goes on from `crlnumber`.
#include <sys/stat.h>

#include "ca-directory/directory.h"

namespace pkit::ca_directory {

namespace {

constexpr int kHold = 6;
constexpr const char* kReasonWords[] = {"unspecified", "keyCompromise",        "CACompromise",   "affiliationChanged",
                                        "superseded",  "cessationOfOperation", "certificateHold"};

/// A revocation whose CRL was not written, because this was killed, is in no CRL yet.
bool is_behind(const Path& directory) {
  struct stat index {
  }, crl{};
  if (::stat((directory / "crl.pem").c_str(), &crl) != 0) return true;
  if (::stat((directory / "index.txt").c_str(), &index) != 0) return true;
  return index.st_mtim.tv_sec >= crl.st_mtim.tv_sec;
}

void write_crl(const Asked& asked) {
  const Path number = asked.directory / "crlnumber";
  std::error_code ignored;
  if (!std::filesystem::exists(number, ignored)) create_file(number, as_bytes("01\n"), Mode::shared);
  if (const std::string fault = fault_of_crl_number(read_file(number, 4096)); !fault.empty())
    throw Error(Kind::state, "gateway.failed", fault);
  const Path next = asked.directory / "crl.pem.new";
  const std::string failure = openssl_ca(asked, configuration_of(asked.directory), {"-gencrl", "-out", next.string()});
  if (!failure.empty()) throw Error(Kind::state, "gateway.failed", failure);
  sync_file(next);
  std::filesystem::rename(next, asked.directory / "crl.pem");
  sync_directory(asked.directory);
}

/// -crl_reason takes words.
const char* reason_word(std::int64_t reason) {
  if (reason < 0 || reason >= static_cast<std::int64_t>(std::size(kReasonWords)))
    throw Error(Kind::input, "gateway.failed", "openssl ca has no word for the reason " + std::to_string(reason));
  return kReasonWords[reason];
}

void revoke_row(const Asked& asked, const std::string& serial, const char* reason) {
  const std::string failure =
      openssl_ca(asked, configuration_of(asked.directory),
                 {"-revoke", (asked.directory / "certs" / (serial + ".pem")).string(), "-crl_reason", reason});
  if (!failure.empty()) throw Error(Kind::state, "gateway.failed", failure);
}

/// openssl ca revokes nothing twice: a hold that is to be for good has another reason from then on. A revocation is
/// what it is (RFC 5280 5.3.1).
void revoke_again(const Asked& asked, const IndexRow& row, std::int64_t reason) {
  if (row.reason != kHold)
    throw Error(Kind::input, "gateway.failed", row.serial + " is revoked already, as " + reason_word(row.reason));
  const std::string index = with_reason(index_of(asked.directory), row.serial, reason_word(reason));
  replace_file(asked.directory / "index.txt", as_bytes(index), Mode::shared);
}

}  // namespace

Value revoke(const Asked& asked) {
  const std::string serial = asked.parameter.text_or("CARequestID");
  const Value& number = asked.parameter["reason"];
  const std::int64_t reason = number.is_int() ? number.as_int() : 0;
  const char* word = reason_word(reason);
  const Fd held = lock(asked.directory);
  const std::optional<IndexRow> row = find_row(index_of(asked.directory), serial);
  if (!row) return Value::map({{"found", false}});
  const bool already = row->state == RowState::revoked && row->reason == reason;
  if (row->state != RowState::revoked)
    revoke_row(asked, serial, word);
  else if (!already)
    revoke_again(asked, *row, reason);
  if (!already || is_behind(asked.directory)) write_crl(asked);
  return record_of(asked.directory, find_row(index_of(asked.directory), serial).value_or(*row));
}

}  // namespace pkit::ca_directory
