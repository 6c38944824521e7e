// store put, take: one entry comes, is replaced, or goes.
#include "base/text.h"
#include "certstores/change_entry.h"
#include "certstores/material.h"
#include "certstores/view.h"

namespace pkit::certstores {

namespace {

/// Of a directory every entry has a name of its own: what is asked for, the store's, or that of its subject.
std::string file_alias(const std::string& asked, const store::CertStore& store, const Addition& addition) {
  if (!asked.empty()) return asked;
  if (!store.alias.empty()) return store.alias;
  const std::vector<std::string> names = addition.certificate.subject.values("CN");
  if (names.empty())
    throw Error(Kind::usage, "certstore.alias", "nothing says how the file is called", "--alias web1.pem");
  return names.front() + ".pem";
}

void add_time_warnings(const x509::Certificate& certificate, Time now, Outcome& outcome) {
  if (now > certificate.not_after) outcome.warnings.push_back("the certificate has expired");
  if (now < certificate.not_before) outcome.warnings.push_back("the certificate is not valid yet");
}

}  // namespace

Outcome put_entry(Session& session, const PutRequest& request) {
  const store::CertStore store = find_kept_store(session, request.store);
  const StoreKind& outer = kind_named(store.kind);
  Addition addition = addition_of(request.material);
  require_sound(session, addition);
  addition.overwrite = request.overwrite;
  const std::string asked = request.alias.empty() ? store.alias : request.alias;
  EntryChange change{.operation = request.operation,
                     .alias = outer.directory ? file_alias(request.alias, store, addition) : asked,
                     .expect_digest = request.expect_digest,
                     .dry_run = request.common.dry_run,
                     .added = &addition,
                     .key_is_there = request.key_is_there,
                     .edit = {}};
  change.edit = [&](const StoreKind& kind, std::string_view bytes, const Secret& password, const std::string& alias) {
    addition.alias = alias;
    return kind.putting(session.world, bytes, password, addition);
  };
  Outcome outcome = change_entry(session, store, change);
  add_time_warnings(addition.certificate, operation_time(session, !request.common.dry_run), outcome);
  return outcome;
}

Outcome take_entry(Session& session, const TakeRequest& request) {
  const store::CertStore store = find_kept_store(session, request.store);
  EntryChange change{.operation = "take",
                     .alias = request.alias,
                     .expect_digest = request.expect_digest,
                     .dry_run = request.common.dry_run,
                     .added = nullptr,
                     .edit = {}};
  change.edit = [&](const StoreKind& kind, std::string_view bytes, const Secret& password, const std::string& alias) {
    return kind.taking(session.world, bytes, password, alias);
  };
  return change_entry(session, store, change);
}

}  // namespace pkit::certstores
