// Revoke: a row becomes R, and a CRL with it goes out, whose number goes on from `crlnumber`.
#include <sys/stat.h>

#include "ca-directory/directory.h"

namespace pkit::ca_directory {

namespace {

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
const char* reason_word(const Value& reason) {
  const std::int64_t number = reason.is_int() ? reason.as_int() : 0;
  if (number < 0 || number >= static_cast<std::int64_t>(std::size(kReasonWords)))
    throw Error(Kind::input, "gateway.failed", "openssl ca has no word for the reason " + std::to_string(number));
  return kReasonWords[number];
}

}  // namespace

Value revoke(const Asked& asked) {
  const std::string serial = asked.parameter.text_or("CARequestID");
  const char* reason = reason_word(asked.parameter["reason"]);
  const Fd held = lock(asked.directory);
  std::optional<IndexRow> row = find_row(index_of(asked.directory), serial);
  if (!row) return Value::map({{"found", false}});
  const bool already = row->state == RowState::revoked;
  if (!already) {
    const std::string failure =
        openssl_ca(asked, configuration_of(asked.directory),
                   {"-revoke", (asked.directory / "certs" / (serial + ".pem")).string(), "-crl_reason", reason});
    if (!failure.empty()) throw Error(Kind::state, "gateway.failed", failure);
    row = find_row(index_of(asked.directory), serial);
  }
  if (!already || is_behind(asked.directory)) write_crl(asked);
  return record_of(asked.directory, *row);
}

}  // namespace pkit::ca_directory
