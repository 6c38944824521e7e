#!/bin/bash
# mutants.sh [NAME...]: each check that a certificate depends on has a mutant that skips it, and a test that fails then.
# All mutants are in one program, built from a copy of the source; a file says which of them is alive. A mutant that its
# test does not notice ends this with 1, and so does one that has nothing left to change.
set -u
cd "$(dirname "$0")/.." || exit 2
root=$PWD
copy=$root/build/mutants
wanted=" $* "

# NAME@FILE@SED EXPRESSION@TEST. The stages of the pipeline come first, in their order.
mutants='
intake@decision/stages/intake.cpp@s/if (examined.faults.empty() && /if ((mutant("intake") || examined.faults.empty()) \&\& /@cli/signatures.t
caller@decision/stages/caller.cpp@s/^std::optional<Fault> refusal(.*/&\n  if (mutant("caller")) return std::nullopt;/@cli/registration_states.t
stranger@fleet/orchestrator.cpp@s/if (!caller.only_claimed(intake)) return/if (mutant("stranger") || !caller.only_claimed(intake)) return/@cli/stranger.t
verdict@decision/stages/verdict.cpp@s/verdict.answer_ = reading.answer/verdict.answer_ = mutant("verdict") ? Answer::allowed : reading.answer/@cli/decisions_register.t
unproven@decision/stages/verdict.cpp@s/if (needs_proof(/if (!mutant("unproven") \&\& needs_proof(/@cli/stranger.t
required@decision/stages/checked.cpp@s/caller.kind->requirements(intake, caller)/mutant("required") ? policy::PrincipalFields{} : &/@cli/register.t
checked@decision/stages/checked.cpp@s/checked.faults_ = std::move(policy.faults)/if (!mutant("checked")) &/@cli/registration_states.t
tolerated@policy/requested.cpp@s/if (!profile.tolerate.contains/if (!mutant("tolerated") \&\& !profile.tolerate.contains/@cli/tolerate.t
server-name@policy/names.cpp@s/^  require_server_name(profile, judged);/  if (!mutant("server-name")) &/@cli/tolerate.t
constraints@decision/stages/signing.cpp@s/^  return authority::faults_of_names(/  if (mutant("constraints")) return {};\n&/@cli/import.t
trial@authority/trial.cpp@s/if (profiles.empty() || wrong/if (mutant("trial") || profiles.empty() || wrong/@cli/takeover.t
one-prime@policy/requested.cpp@s/if (taken && x509::has_single/if (taken \&\& !mutant("one-prime") \&\& x509::has_single/@cli/validate-csr.t
signed@authority/seal.cpp@s/if (!x509::verify(key/if (!mutant("signed") \&\& !x509::verify(key/@cli/signatures.t
bound@change/change.cpp@s/if (change.still_so && !change.still_so(write)) return false;/if (!mutant("bound") \&\& change.still_so \&\& !change.still_so(write)) return false;/@system/meanwhile.sh
configuration@change/change.cpp@s/if (now != change->config_sha256) return false;/if (!mutant("configuration") \&\& now != change->config_sha256) return false;/@system/meanwhile.sh
settle@decision/pipeline.cpp@s/^    publish(session,/    if (!mutant("settle")) publish(session,/@cli/issue.t
inputs@change/claim.cpp@s/if (\(held.operation != .*\))$/if (!mutant("inputs") \&\& (\1))/@cli/request_id.t
agent-approved@agents/known_agent.cpp@s/^  if (principal->state != kApproved || !principal->enabled)/  if (!mutant("agent-approved") \&\& (principal->state != kApproved || !principal->enabled))/@cli/gate_agent.t
agent-proof@agents/known_agent.cpp@s/^  accept_proof(/  if (!mutant("agent-proof")) &/@cli/gate_agent.t
agent-lease@agents/known_agent.cpp@s/ \&\& job.holder == agent.holder) return job/ \&\& (mutant("agent-lease") || job.holder == agent.holder)) return job/@cli/gate_agent.t
agent-empty@agents/complete.cpp@s/^  if (!received || /  if (mutant("agent-empty")) return;\n&/@cli/gate_agent.t
agent-possession@agents/enrol.cpp@s/if (job.parameters\["withoutProof"\]/if (mutant("agent-possession") || job.parameters["withoutProof"]/@cli/gate_agent.t
agent-present-key@agents/enrol.cpp@s/if (signature && \(.*\)) return/if (mutant("agent-present-key") || (signature \&\& \1)) return/@cli/gate_agent.t
agent-one-name@agents/inventory.cpp@s/if (!is_new && there/if (!mutant("agent-one-name") \&\& !is_new \&\& there/@cli/gate_agent.t
agent-handed-out@agents/configure.cpp@s/^  change.events = {handed_out(/  if (!mutant("agent-handed-out")) &/@cli/gate_agent.t
job-data@jobs/kind_custom.cpp@s/if (data.size() > kMostData)/if (!mutant("job-data") \&\& data.size() > kMostData)/@cli/job_custom.t
job-required@jobs/kind_custom.cpp@s/else if (field.required)/else if (!mutant("job-required") \&\& field.required)/@cli/job_custom.t
compromised@decision/stages/caller.cpp@s/if (caller.compromised)$/if (caller.compromised \&\& !mutant("compromised"))/@cli/compromised.t
compromised-proof@decision/rules/proof.cpp@s/if (holder && store::certificates::compromised(/if (!mutant("compromised-proof") \&\& holder \&\& store::certificates::compromised(/@cli/compromised.t
asked@decision/rules/asked.cpp@s/^std::optional<std::string> asked_otherwise(.*/&\n  if (mutant("asked")) return std::nullopt;/@cli/asked_otherwise.t
room@decision/stages/room.cpp@s/if (!is_newcomer(bound)) return;/if (mutant("room") || !is_newcomer(bound)) return;/@cli/waiting_per_name.t
wildcard@pattern/name_glob.cpp@s/Glob::Stars::escaped/mutant("wildcard") ? Glob::Stars::any : Glob::Stars::escaped/@cli/names.t
mapped@policy/name_value.cpp@s/if (is_mapped_address(value)) return/if (!mutant("mapped") \&\& is_mapped_address(value)) return/@cli/names.t
done@change/claim.cpp@s/answer = Claimed::done/answer = mutant("done") ? Claimed::mine : Claimed::done/@cli/request_id.t
proof-once@decision/rules/proof.cpp@s/if (!dry_run && !take_once(/if (!dry_run \&\& !mutant("proof-once") \&\& !take_once(/@system/gate_proof.sh
proof-time@decision/rules/proof.cpp@s/if (\(late > kProofWindow.*\))$/if (!mutant("proof-time") \&\& (\1))/@system/gate_proof.sh
proof-key@decision/rules/proof.cpp@s/ || !signed_by(\*signatory, proof))/ || (!mutant("proof-key") \&\& !signed_by(*signatory, proof)))/@system/gate_proof.sh
licence@decision/pipeline.cpp@s/full.empty() ? judge(/mutant("licence") || full.empty() ? judge(/@cli/fleet.t
last-licence@fleet/orchestrator.cpp@s/if (part.licences && store/if (!mutant("last-licence") \&\& part.licences \&\& store/@system/registration_races.sh
clientid@fleet/orchestrator.cpp@s/if (tied.empty() || machine_key/if (mutant("clientid") || tied.empty() || machine_key/@cli/fleet.t
blueprint@fleet/ties.cpp@s/if (!why.empty()) {/if (!mutant("blueprint") \&\& !why.empty()) {/@cli/fleet.t
auto@catalog/auto_register.cpp@s/if (!covered) return/if (!mutant("auto") \&\& !covered) return/@cli/fleet.t
agent-id@fleet/register.cpp@s/if (owner && (!called/if (!mutant("agent-id") \&\& owner \&\& (!called/@cli/agent.t
kept-key@kept/marry.cpp@s/if (to_hex(certificate.key.key_id())/if (!mutant("kept-key") \&\& to_hex(certificate.key.key_id())/@cli/csr.t
kept-once@kept/marry.cpp@s/if (key.married)/if (!mutant("kept-once") \&\& key.married)/@cli/csr.t
store-expected@certstores/changes/change_entry.cpp@s/if (!expected.empty() && lower/if (!mutant("store-expected") \&\& !expected.empty() \&\& lower/@cli/store.t
store-whole@certstores/changes/change_entry.cpp@s/if (contents.unread.empty()) return;/if (mutant("store-whole") || contents.unread.empty()) return;/@cli/store.t
store-closed@certstores/changes/change_entry.cpp@s/if (!change.added || !change.added->key || /&mutant("store-closed") || /@cli/store.t
store-key@certstores/changes/material.cpp@s/if (addition.key && !equal/if (!mutant("store-key") \&\& addition.key \&\& !equal/@cli/store.t
store-found@certstores/commands/view.cpp@s/if (store.state == "found")/if (!mutant("store-found") \&\& store.state == "found")/@cli/store.t
store-rollback@certstores/changes/perform.cpp@s/if (!refused.empty() && store.on_failure/if (!mutant("store-rollback") \&\& !refused.empty() \&\& store.on_failure/@cli/store.t
generated@outbox/generate.cpp@s/generated.skipped = !force/generated.skipped = !mutant("generated") \&\& !force/@cli/metadata.t
script-pinned@outbox/steps.cpp@s/if (!is_pinned(step))/if (!mutant("script-pinned") \&\& !is_pinned(step))/@cli/alerts.t
send-email@outbox/steps.cpp@s/if (!may_send()) return/if (!mutant("send-email") \&\& !may_send()) return/@cli/alerts.t
alert-recipient@outbox/fill.cpp@s/for (std::string& target : alert.targets()) put_one/for (std::string\& target : alert.targets()) if (!mutant("alert-recipient") || target == alert.targets()[0]) put_one/@cli/alerts.t
report-stranger@home/whole_directory.cpp@s/!stranger.empty())$/!stranger.empty() \&\& !mutant("report-stranger"))/@system/report.sh
report-replaced@home/whole_directory.cpp@s/require_publishable(directory.target, directory.force)/require_publishable(directory.target, directory.force || mutant("report-replaced"))/@cli/report.t
order-judged@authority/returned.cpp@s/return Judge(certificate, wanted).judge()/return mutant("order-judged") ? std::vector<Fault>{} : Judge(certificate, wanted).judge()/@cli/gateway.t
order-serial@decision/orders/order.cpp@s/if (reply.certificate && is_serial/if (!mutant("order-serial") \&\& reply.certificate \&\& is_serial/@system/gateway.sh
order-under-way@decision/orders/order.cpp@s/if (left <= 0) {/if (left <= 0 || mutant("order-under-way")) {/@system/gateway.sh
order-lease@decision/orders/intent.cpp@s/how = open && is_anothers(/how = open \&\& !mutant("order-lease") \&\& is_anothers(/@system/gateway.sh
order-sent@decision/orders/intent.cpp@s/  change(std::move(next), "gateway.sent")/  if (!mutant("order-sent")) change(std::move(next), "gateway.sent")/@cli/gateway.t
order-at-rest@decision/orders/order_abandon.cpp@s/  require_at_rest(order, /  if (!mutant("order-at-rest")) require_at_rest(order, /@cli/gateway.t
gateway-key@gateways/enroll.cpp@s/if (!equal(certificate.key.spki()/if (!mutant("gateway-key") \&\& !equal(certificate.key.spki()/@system/gateways.sh
gateway-revoked@gateways/record.cpp@s/if (!revoked || now->meaning/if (mutant("gateway-revoked") || !revoked || now->meaning/@cli/gateways.t
gateway-cursor@gateways/page.cpp@s/if (!moved ||/if ((!moved \&\& !mutant("gateway-cursor")) ||/@system/gateways.sh
gateway-bodiless@gateways/page.cpp@s/if (!told.lacks_certificate) return;/if (mutant("gateway-bodiless") || !told.lacks_certificate) return;/@system/gateways.sh
alert-window@outbox/deliver.cpp@s/if (!alert || is_open(/if (mutant("alert-window") || !alert || is_open(/@cli/alert_steps.t
drift-ours@certstores/commands/inventory.cpp@s/\&\& !is_by_us(session, looked);/\&\& (mutant("drift-ours") || !is_by_us(session, looked));/@cli/alerts_stores.t
drift-others@certstores/commands/inventory.cpp@s/  if (!last || last->started/  if (mutant("drift-others")) return true;\n&/@cli/alerts_stores.t
alert-late@outbox/deliver.cpp@s/return late_ ? std::nullopt/return late_ \&\& !mutant("alert-late") ? std::nullopt/@cli/alert_steps.t
alert-tagged@outbox/steps.cpp@s/if (now\[field\] != value) fresh/if (mutant("alert-tagged") || now[field] != value) fresh/@cli/alerts.t
alert-context@outbox/steps.cpp@s/lower(name) == "sendemail" ?/!mutant("alert-context") \&\& lower(name) == "sendemail" ?/@cli/alerts.t
alert-put@outbox/renew_step.cpp@s/if (equal(held.certificate.der, newest.der)) continue;/if (mutant("alert-put") || equal(held.certificate.der, newest.der)) continue;/@cli/alert_steps.t
alert-profile@outbox/renew_step.cpp@s/.profile = step.profile,/.profile = mutant("alert-profile") ? std::string() : step.profile,/@cli/alert_steps.t
alert-new-key@outbox/renew_step.cpp@s/if (!step.new_key) return/if (mutant("alert-new-key") || !step.new_key) return/@cli/alert_steps.t
manifest-again@certstores/kinds/secret_document.cpp@s/if (std::ranges::any_of(manifest_.secrets, is_same))/if (!mutant("manifest-again") \&\& std::ranges::any_of(manifest_.secrets, is_same))/@cli/store-k8s.t
export-record@certstores/commands/export.cpp@s/  change.events = {{"store.exported"/  if (!mutant("export-record")) &/@cli/store-export.t
export-plain@certstores/commands/export.cpp@s/const auto form = word.empty() ?/const auto form = mutant("export-plain") || word.empty() ?/@cli/store-export.t
cut-off@ca/cut_off.cpp@s/return any_ ? climb/return any_ \&\& !mutant("cut-off") ? climb/@cli/authority_revoke.t
external-lies@certstores/changes/change_external.cpp@s/^  if (is_done(after, open) /  if (mutant("external-lies")) return after;\n&/@cli/store-external.t
external-items@certstores/programs/external.cpp@s/if (!answer\["items"\].is_list())/if (!mutant("external-items") \&\& !answer["items"].is_list())/@cli/store-external.t
token-path@certstores/programs/external.cpp@s/^void require_token_path(.*/&\n  if (mutant("token-path")) return;/@cli/store-external.t
issuer-url@x509/extensions/issuer_urls.cpp@s/to_hex(issuer.key_id()).substr(0, kDigits)/mutant("issuer-url") ? std::string(kDigits, char(48)) : &/@cli/init.t
alert-when@outbox/steps.cpp@s/if (!holds(step, with_context())) continue;/if (!mutant("alert-when") \&\& !holds(step, with_context())) continue;/@cli/alert_steps.t
account-subject@accounts/account_kind.cpp@s/if (!caller.name_holder.empty())/if (!mutant("account-subject") \&\& !caller.name_holder.empty())/@cli/account.t
account-key@accounts/account_kind.cpp@s/if (caller.other_holder)/if (!mutant("account-key") \&\& caller.other_holder)/@system/accounts.sh
account-bound@accounts/account_kind.cpp@s/if (!c.bound_key.empty() \&\& /&!mutant("account-bound") \&\& /@cli/account.t
vault-owner@vault/find.cpp@s/^  if (vault->owner != /  if (!mutant("vault-owner") \&\& vault->owner != /@cli/vault.t
vault-retained@vault/find.cpp@s/if (present \&\& present->retained_until/if (!mutant("vault-retained") \&\& present \&\& present->retained_until/@cli/vault.t
vault-level@vault/provisioner.cpp@s/if (level != "createAndDelete"/if (!mutant("vault-level") \&\& level != "createAndDelete"/@cli/vault.t
realm-valid@bridge/answers.cpp@s/if (answer\["valid"\].as_text() == /if (mutant("realm-valid") || answer["valid"].as_text() == /@cli/realm-procedures.t
realm-cn@bridge/requirements.cpp@s/if (name != wanted.common_name)/if (!mutant("realm-cn") \&\& name != wanted.common_name)/@cli/realm.t
realm-attribute@bridge/requirements.cpp@s/if (!there)/if (!mutant("realm-attribute") \&\& !there)/@cli/realm-procedures.t
realm-known@bridge/visit.cpp@s/if (!is_known(/if (!mutant("realm-known") \&\& !is_known(/@cli/realm-procedures.t
realm-csr@bridge/visit.cpp@s/if (!calls_.has(Procedure::csr_validation))/if (mutant("realm-csr") || !calls_.has(Procedure::csr_validation))/@cli/realm.t
realm-certificate@bridge/visit.cpp@s/if (!calls_.has(Procedure::certificate_validation))/if (mutant("realm-certificate") || !calls_.has(Procedure::certificate_validation))/@cli/realm.t
realm-foreign@bridge/log_in.cpp@s/if (known->issued.realm != /if (!mutant("realm-foreign") \&\& known->issued.realm != /@cli/realm.t
realm-revoked@bridge/log_in.cpp@s/^  require_not_revoked(/  if (!mutant("realm-revoked")) require_not_revoked(/@cli/realm.t
realm-chain@bridge/trust.cpp@s/^  question.known_revoked = /  if (!mutant("realm-chain")) &/@cli/realm-embedded.t
realm-disabled@bridge/log_in.cpp@s/if (!known.principal.enabled)/if (!mutant("realm-disabled") \&\& !known.principal.enabled)/@cli/realm.t
agent-holder@agents/known_entry.cpp@s/if (certificate->principal != job.parameters/if (!mutant("agent-holder") \&\& certificate->principal != job.parameters/@cli/gate_agent.t
secret-answer@secrets/kind_exec.cpp@s/if (!answer.is_map() || /if (!mutant("secret-answer") \&\& (!answer.is_map() || /;s/!only_known_keys(answer)) fail/!only_known_keys(answer))) fail/@cli/secrets.t
secret-status@secrets/kind_exec.cpp@s/ || result.status != 0)/ || (!mutant("secret-status") \&\& result.status != 0))/@cli/secrets.t
path-signature@path/search.cpp@s/    if (!signed_by) {/    if (!signed_by \&\& !mutant("path-signature")) {/@cli/validate-cert.t
path-time@path/basic.cpp@s/  if (now > c.not_after)/  if (!mutant("path-time") \&\& now > c.not_after)/@cli/validate-cert.t
path-ca@path/basic.cpp@s/  if (c.is_ca != true \&\& !old_anchor)/  if (!mutant("path-ca") \&\& c.is_ca != true \&\& !old_anchor)/@cli/validate-cert.t
path-profile@path/validator.cpp@s/  if (!question.lenient) profile.check(/  if (!mutant("path-profile") \&\& !question.lenient) profile.check(/@cli/validate-cert.t
path-purpose@path/validator.cpp@s/^  check_purpose(/  if (!mutant("path-purpose")) &/@cli/validate-cert.t
path-names@path/validator.cpp@s/^  check_names(/  if (!mutant("path-names")) &/@cli/validate-cert.t
path-constraints@path/validator.cpp@s/^  check_constraints(/  if (!mutant("path-constraints")) &/@cli/validate-cert.t
path-policies@path/validator.cpp@s/^  verdict.policies = check_policies(path, question, effort, findings);/  Findings unnoticed;\n  verdict.policies = check_policies(path, question, effort, mutant("path-policies") ? unnoticed : findings);/@cli/validate-cert.t
path-known@path/validator.cpp@s/^  heed_known(path, question, verdict);/  if (!mutant("path-known")) &/@cli/authority_revoke.t
path-libcrypto@path/validator.cpp@s/^  if (!why.empty()) /  if (!mutant("path-libcrypto") \&\& !why.empty()) /@cli/validate-cert.t
crl-entry@path/revocation.cpp@s/^    const x509::RevokedEntry\* entry = base.find(/    if (mutant("crl-entry")) return nullptr;\n&/@cli/validate-cert.t
crl-scope@path/crl_scope.cpp@s/  return !scope.only_attribute/  return mutant("crl-scope") || !scope.only_attribute/@cli/validate-cert.t
identity-verified@ask/identify.cpp@s/^  if (!verdict.accepted()) /  if (!mutant("identity-verified") \&\& !verdict.accepted()) /@cli/validate-cert.t
identity-held@ask/identify.cpp@s/^  if (row->revoked_at)/  if (!mutant("identity-held") \&\& row->revoked_at)/@cli/identity-from-cert.t
identity-ambiguous@identity/identity.cpp@s/^      if (found)$/      if (found \&\& !mutant("identity-ambiguous"))/@cli/identity-from-cert.t
crl-due@revocation/crl.cpp@s/file->covers != covers(issuers, request.form)/(!mutant("crl-due") \&\& &)/@cli/crl.t
crl-changed@store/entities/certificates.cpp@s/if (changed) write.execute/if (changed \&\& !mutant("crl-changed")) write.execute/@cli/crl.t
crl-file@revocation/crl.cpp@s/if (x509::begins_like_crl(/if (mutant("crl-file") || x509::begins_like_crl(/@cli/crl.t
crl-former@revocation/crl_issuers.cpp@s/if (row->authority == config.name)/if (row->authority == config.name \&\& !mutant("crl-former"))/@cli/crl.t
ocsp-responder@revocation/responder.cpp@s/if (!is_good(certificate/if (!mutant("ocsp-responder") \&\& !is_good(certificate/@cli/ocsp.t
ocsp-issuer@revocation/ocsp_respond.cpp@s/if (id.is_of(issuer.certificate)) return/if (mutant("ocsp-issuer") || id.is_of(issuer.certificate)) return/@cli/ocsp.t
told-once@outbox/scan.cpp@s/if (!level || (ending.told/if (!level || (!mutant("told-once") \&\& ending.told/@cli/events_out.t
given-up@outbox/deliver.cpp@s/delivery.tries >= kMostTries/(!mutant("given-up") \&\& delivery.tries >= kMostTries)/@cli/events_out.t
event-chain@store/entities/events.cpp@s/.previous = last->hash/.previous = mutant("event-chain") ? Bytes(32) : last->hash/@system/meanwhile.sh
event-hash@store/entities/event_chain.cpp@s/if (fits(event, 0, {last_hash_})) return;/if (mutant("event-hash") || fits(event, 0, {last_hash_})) return;/@system/doctor_damage.sh
'

chosen() { # the rows, or those that were asked for
  while IFS=@ read -r name rest; do
    [ -z "$name" ] || { [ "$wanted" != '  ' ] && [[ $wanted != *" $name "* ]]; } || echo "$name@$rest"
  done <<<"$mutants"
}

# What is not changed keeps its time, so that a second run builds only the mutants.
copy_source() {
  mkdir -p "$copy"
  rm -rf "${copy:?}"/{libcore,apps,cmake,tests,man,completions,examples}
  cp -rp CMakeLists.txt cmake libcore apps tests man completions examples LICENSE README.md CHANGELOG.md "$copy"
  cat >"$copy/libcore/base/mutant.h" <<END
#pragma once
#include <fstream>
#include <string>
namespace pkit {
inline bool mutant(const char* name) {
  static const std::string alive = [] { std::string word; std::ifstream("$copy/alive") >> word; return word; }();
  return alive == name;
}
}  // namespace pkit
END
}

change() { # every mutant into the copy
  while IFS=@ read -r name file expression _; do
    sed -i "$expression" "$copy/libcore/$file"
    grep -qF "mutant(\"$name\")" "$copy/libcore/$file" || { echo "$name: nothing to change in $file"; return 1; }
    grep -q '^#include "base/mutant.h"' "$copy/libcore/$file" || sed -i '1i #include "base/mutant.h"' "$copy/libcore/$file"
  done < <(chosen)
}

build() {
  cmake -S "$copy" -B "$copy/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE=-O0 -DPKIT_UNITY=ON \
    -DPKIT_UNIT_TESTS=OFF >"$copy.log" 2>&1 &&
    cmake --build "$copy/build" --target pkit transcript faultlib >>"$copy.log" 2>&1 || { tail -n 20 "$copy.log"; return 1; }
}

passes() { # TEST [MUTANT]
  local test=$copy/tests/$1
  echo "${2-}" >"$copy/alive"
  case $test in
    *.t) PATH=$copy/build:$PATH timeout 600 "$copy/build/tests/transcript" "$test" ;;
    *) PKIT=$copy/build/pkit PKIT_SOURCE=$copy PKIT_FAULTLIB=$copy/build/tests/faultlib.so timeout 600 \
      bash "$copy/tests/tools/in_fresh_directory.sh" "$test" ;;
  esac >"$copy.out" 2>&1
}

copy_source && change && build || exit 1
found=0
living=0
tell() { # NAME TEST STATUS: of the test, with that mutant
  if [ "$3" -ne 0 ]; then
    found=$((found + 1))
    echo "$1: found by $2"
  else
    living=$((living + 1))
    echo "$1: $2 does not notice"
  fi
}
while read -r test; do
  passes "$test" && continue
  echo "$test fails without a mutant: $(tail -n 5 "$copy.out")"
  living=$((living + 1))
done < <(chosen | cut -d@ -f4 | sort -u)
while IFS=@ read -r name _ _ test; do
  passes "$test" "$name"
  tell "$name" "$test" $?
done < <(chosen)
# Who can make a mandate the compiler says: here the mutant is a declaration.
sed -i 's/^ private:/ public:/' "$copy/libcore/authority/mandate.h"
passes system/must_not_compile.sh
tell mandate system/must_not_compile.sh $?
echo "$found mutants found, $living not"
[ $living -eq 0 ]
