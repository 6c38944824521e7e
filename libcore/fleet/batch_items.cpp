#include "fleet/batch_items.h"

#include "fleet/requests.h"

#include "base/error.h"

namespace pkit {

namespace {

/// A file that is there already is told of before anything is signed; where the CSR has its certificate, it may be
/// that. What is no file is never replaced.
void add_output(BatchItem& item, const ManifestItem& entry, const BatchOutput& output) {
  if (output.directory.empty()) return;
  item.out = output_name(entry);
  item.guard = [path = output.directory / item.out, force = output.force](const Caller& caller) {
    const std::filesystem::file_status found = std::filesystem::symlink_status(path);
    if (!std::filesystem::exists(found)) return;
    if (!std::filesystem::is_regular_file(found))
      throw Error(Kind::conflict, "file.exists", path.string() + " is no ordinary file", "remove it, or name another");
    if (!force && !caller.issued)
      throw Error(Kind::conflict, "file.exists", path.string() + " exists", "--force replaces it");
  };
}

}  // namespace

BatchItem issue_item(BatchEntry entry, const IssueRequest& defaults, const BatchOutput& output) {
  BatchItem item;
  item.name = std::move(entry.name);
  add_output(item, entry.item, output);
  item.take = [asked = std::move(entry.item), &defaults](Session& session, Time now) {
    IssueRequest request;
    request.profile = defaults.profile;
    request.not_after = defaults.not_after;
    request.strict = defaults.strict;
    put_item(kIssue.inputs, asked, &request);
    Intake intake = take_issue(request, admit_csr(session, *csr_of(asked), "", now, !defaults.common.dry_run), now);
    intake.once = true;
    return intake;
  };
  return item;
}

BatchItem registration_item(BatchEntry entry, const RegisterRequest& defaults, const BatchOutput& output) {
  BatchItem item;
  item.name = std::move(entry.name);
  add_output(item, entry.item, output);
  item.take = [asked = std::move(entry.item), &defaults](Session& session, Time now) {
    RegisterRequest request = defaults;
    request.csr = csr_of(asked);
    put_item(kRegister.inputs, asked, &request);
    if (request.client_machine.empty() && request.csr)
      if (const auto csr = x509::examine_csr_file(*request.csr, "").csr) request.client_machine = own_name(*csr);
    Intake intake = take_registration(session, request, now, {});
    intake.once = true;
    return intake;
  };
  return item;
}

}  // namespace pkit
