#include "revocation/crl.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>

#include "ca/authority_change.h"
#include "ca/authority_files.h"
#include "ca/untold.h"
#include "digest/running.h"
#include "revocation/crl_sign.h"
#include "setup/setup.h"
#include "x509/pem.h"

namespace pkit {

namespace {

struct AsCrlForm {
  static constexpr const char* kMetavar = "FORM";
  static constexpr Completion kCompletion = Completion::choice;
  static CrlForm read(const std::string& text) { return text == "der" ? CrlForm::der : CrlForm::pem; }
  static Value write(CrlForm form) { return form == CrlForm::der ? "der" : "pem"; }
};

constexpr Input kMakeCrlsInputs[] = {
    input<&CrlRequest::authority>("authority", "NAME", "of this authority alone; by default of all whose keys are here")
        .completes(Completion::authority),
    input<&CrlRequest::issuer>("issuer", "WHICH", "of this issuer alone: current, above, or a certificate's serial"),
    input_as<AsCrlForm, &CrlRequest::form>("form", "several in one file, by default, or one alone")
        .among(kOneOf<"pem", "der">),
    input<&CrlRequest::if_due>("if-due", "", "only if FILE is missing, out of date, or half of its time is over"),
    input_as<AsCrlLife, &CrlRequest::next_update>("next-update", "how long they are good for, 7d by default"),
    input_as<AsFile, &CrlRequest::root_key, &IssuerKey::file>("root-key",
                                                              "the key of the CA above, to sign its own CRL too"),
    input<&CrlRequest::root_key, &IssuerKey::passphrase>("root-passphrase-file", "FILE",
                                                         "its passphrase; by default that of the authority's keys")
        .is_source(),
    input_as<AsCrlLife, &CrlRequest::root_next_update>("root-next-update",
                                                       "until when that one is good, 365d by default"),
};

authority::AuthorityConfigs load_and_finish(Session& session, const CrlRequest& request) {
  authority::AuthorityConfigs configs = load_authorities(session.home);
  if (!request.authority.empty()) {
    const auto found = configs.find(request.authority);
    if (found == configs.end())
      throw Error(Kind::not_found, "authority.unknown",
                  "pkit.yaml has no authority '" + printable(request.authority) + "'", "see pkit authority list");
    require_own(found->second);
  }
  const Fd lock = lock_authorities(session);
  for (const auto& [name, config] : configs) finish_authority(session, name);
  return configs;
}

void require_some(const CrlRequest& request, const std::vector<CrlIssuer>& issuers) {
  if (issuers.empty())
    throw Error(Kind::not_found, "crl.none", "there is no issuer here that such a CRL could be of",
                "see pkit authority show; a CRL of another CA is that CA's to make");
  if (request.form != CrlForm::der || issuers.size() == 1) return;
  std::vector<std::string> names;
  for (const CrlIssuer& issuer : issuers) names.push_back(issuer.name());
  throw Error(Kind::usage, "crl.several", "in DER a file is one CRL, and these are of " + join(names, ", "),
              "choose with --authority NAME and --issuer current, above or SERIAL; or take --form pem");
}

bool has_entries(store::Read& read, const CrlIssuer& issuer, Time now) {
  return store::crls::has_foreign(read, issuer.key_id) ||
         std::any_of(issuer.rows.begin(), issuer.rows.end(),
                     [&](const std::string& row) { return store::crls::has_revoked(read, row, now); });
}

/// A key that signs no more has a CRL of its own, under the same name: who is given the current one alone hears
/// nothing of it.
void warn_of_former(store::Read& read, const authority::AuthorityConfigs& configs, const CrlRequest& request,
                    const std::vector<CrlIssuer>& chosen, Time now, std::vector<std::string>& warnings) {
  if (request.issuer != word_of(CrlRole::current)) return;
  CrlRequest all;
  all.authority = request.authority;
  for (const CrlIssuer& issuer : crl_issuers(read, configs, all, now)) {
    const bool same_name = std::any_of(chosen.begin(), chosen.end(), [&](const CrlIssuer& one) {
      return one.authority == issuer.authority && one.key_id != issuer.key_id;
    });
    if (issuer.role == CrlRole::former && same_name && has_entries(read, issuer, now))
      warnings.push_back("what is revoked of " + issuer.name() + " is not in it, but in the CRL of that key: pkit crl" +
                         " --issuer " + issuer.certificate.serial_hex());
  }
}

/// What is left out of these CRLs, though somebody may count on it.
std::vector<std::string> left_out(store::Read& read, const authority::AuthorityConfigs& configs,
                                  const CrlRequest& request, const std::vector<CrlIssuer>& chosen, Time now) {
  std::vector<std::string> warnings;
  warn_of_former(read, configs, request, chosen, now, warnings);
  if (!request.authority.empty()) return warnings;
  for (const Untold& untold : untold_revocations(read, configs, now)) warnings.push_back(untold.text());
  return warnings;
}

/// The issuers as they are once `crls` were made.
std::vector<CrlIssuer> after(std::vector<CrlIssuer> issuers, const std::vector<MadeCrl>& crls) {
  for (CrlIssuer& issuer : issuers)
    for (const MadeCrl& crl : crls)
      if (crl.issuer.key_id == issuer.key_id) issuer.last = store::Crl{issuer.key_id, crl.number};
  return issuers;
}

/// What there was to tell: differs where something was revoked or released since, or an issuer came or went.
std::string covers(const std::vector<CrlIssuer>& issuers, CrlForm form) {
  std::string text = form == CrlForm::pem ? "pem" : "der";
  for (const CrlIssuer& issuer : issuers) {
    text += " " + issuer.key_id + ":" + std::to_string(issuer.changes);
    if (issuer.role == CrlRole::above && issuer.last) text += ":" + to_hex(issuer.last->number);
  }
  return text;
}

std::string digest_of_file(const Path& path) {
  std::ifstream file(path, std::ios::binary);
  digest::Running running;
  std::string piece(256 * 1024, '\0');
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0)
    running.add(as_bytes(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount()))));
  return to_hex(running.finish());
}

/// The file holds what was last written there, nothing happened since, half of the time of what was signed for it is
/// left, and no CA's above is to be signed.
std::optional<store::CrlFile> up_to_date(Session& session, const CrlRequest& request,
                                         const std::vector<CrlIssuer>& issuers, Time now) {
  const bool above_is_due = std::any_of(issuers.begin(), issuers.end(), [&](const CrlIssuer& issuer) {
    return issuer.role == CrlRole::above && will_be_signed(issuer, request, now);
  });
  if (above_is_due) return std::nullopt;
  std::optional<store::CrlFile> file;
  session.state.read([&](store::Read& read) { file = store::crl_files::find(read, request.out->string()); });
  if (!file || file->covers != covers(issuers, request.form)) return std::nullopt;
  if (now >= file->due_at) return std::nullopt;
  if (!std::filesystem::exists(*request.out) || digest_of_file(*request.out) != to_hex(file->sha256))
    return std::nullopt;
  return file;
}

void write_all_crls(std::vector<MadeCrl>& crls, CrlForm form, const Sink& sink) {
  for (MadeCrl& crl : crls) {
    const Pieces der = [&](const Sink& to) { crl.read(to); };
    if (form == CrlForm::pem)
      x509::write_pem("X509 CRL", der, sink);
    else
      der(sink);
  }
}

/// When the file ends, which is when the first of it does; and when it is due, which is by those that were signed now:
/// they can be made again, and a kept one cannot. Of a kept one the end is near as late as its issuer is warned of.
store::CrlFile dated(store::CrlFile file, const std::vector<MadeCrl>& crls) {
  file.next_update = file.due_at = std::numeric_limits<Time>::max();
  for (const MadeCrl& crl : crls) {
    authority::CrlTimes times = crl.times;
    if (crl.signed_now)
      file.due_at = std::min(file.due_at, times.this_update + (times.next_update - times.this_update) / 2);
    else
      times.this_update = std::max(times.this_update, times.next_update - 4 * kRootCrlNear);
    if (file.next_update <= times.next_update) continue;
    file.this_update = times.this_update;
    file.next_update = times.next_update;
  }
  const bool all_kept = file.due_at == std::numeric_limits<Time>::max();
  if (all_kept) file.due_at = file.next_update;
  return file;
}

std::optional<store::CrlFile> hand_out(const CrlRequest& request, std::vector<MadeCrl>& crls) {
  if (!request.out) {
    write_all_crls(crls, request.form, request.to);
    return std::nullopt;
  }
  digest::Running digest;
  const Pieces content = [&](const Sink& sink) {
    write_all_crls(crls, request.form, [&](BytesView piece) {
      digest.add(piece);
      sink(piece);
    });
  };
  replace_file(*request.out, content, Mode::shared);
  const digest::Digest sha256 = digest.finish();
  return dated({request.out->string(), Bytes(sha256.begin(), sha256.end()), {}}, crls);
}

/// What is replaced by a CRL was one.
void require_replaceable(const Path& path) {
  if (!std::filesystem::is_regular_file(path) || std::filesystem::is_empty(path)) return;
  std::string start(64 * 1024, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(file.gcount()));
  if (x509::begins_like_crl(as_bytes(start))) return;
  throw Error(Kind::conflict, "file.exists", path.string() + " exists, and is no CRL",
              "name another file, or remove it first");
}

Outcome outcome_of(const CrlRequest& request, bool due) {
  Outcome outcome;
  if (request.out) outcome.data.set("file", request.out->string());
  outcome.data.set("due", due);
  return outcome;
}

}  // namespace

Outcome make_crls(Session& session, const CrlRequest& request) {
  const Time now = operation_time(session, true);
  if (request.out) require_replaceable(*request.out);
  const Fd lock =
      lock_beside(session.world, session.home.database());  // one after the other, so that the last is newest
  const authority::AuthorityConfigs configs = load_and_finish(session, request);
  std::vector<CrlIssuer> issuers;
  std::vector<std::string> warnings;
  session.state.read([&](store::Read& read) {
    issuers = crl_issuers(read, configs, request, now);
    warnings = left_out(read, configs, request, issuers, now);
  });
  require_some(request, issuers);
  if (request.if_due)
    if (const auto file = up_to_date(session, request, issuers, now)) {
      Outcome outcome = outcome_of(request, false);
      outcome.warnings = std::move(warnings);
      outcome.data.set("until", print_time(file->next_update));
      warn_of_kept(issuers, now, outcome.warnings);
      return outcome;
    }
  Outcome outcome = outcome_of(request, true);
  outcome.warnings = std::move(warnings);
  std::vector<MadeCrl> crls = sign_crls(session, request, issuers, now, outcome.warnings);
  if (crls.empty()) throw Error(Kind::not_found, "crl.none", "there is no CRL to hand out: " + outcome.warnings.back());
  commit_crls(session, crls, now);
  std::optional<store::CrlFile> file = hand_out(request, crls);
  if (file) file->covers = covers(after(issuers, crls), request.form);
  commit_handed_out(session, crls, file);
  Value list = Value::list();
  for (const MadeCrl& crl : crls) list.push(crl_view(crl));
  outcome.data.set("crls", std::move(list));
  return outcome;
}

constinit const Operation kMakeCrls =
    operation<CrlRequest, make_crls>({.name = "crl", .inputs = kMakeCrlsInputs, .data = &shape::made_crls});

}  // namespace pkit
