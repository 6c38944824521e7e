#include "authority/gateway.h"

#include <algorithm>

#include "authority/chain.h"
#include "authority/returned.h"
#include "base/table.h"
#include "x509/pem.h"

namespace pkit::authority {

namespace {

using Result = Reply::Result;

constexpr std::size_t kLongestMessage = 256;
/// What the other CA's answer may hold; null is as good as absent, and an extension begins with "x-".
constexpr Field kAnswerFields[] = {
    {.key = "result", .type = FieldType::text},
    {.key = "requestId", .type = FieldType::text},
    {.key = "certificate", .type = FieldType::text},
    {.key = "message", .type = FieldType::text},
};
constexpr std::pair<const char*, Result> kResults[] = {{"Issued", Result::issued},
                                                       {"Refused", Result::refused},
                                                       {"Pending", Result::pending},
                                                       {"Unknown", Result::unknown}};

std::string quote(const std::string& text) { return "\"" + printable(text.substr(0, 64)) + "\""; }

/// The granted certificate, as the other CA is asked for it.
Value parameter_of(const Mandate& mandate, const Order& order) {
  const x509::CertificateFields& fields = mandate.fields();
  Value sans = Value::list();
  for (const x509::San& san : fields.sans)
    sans.push(Value::map({{"type", x509::san_word(san.type)}, {"value", san.value}}));
  return Value::map({{"csr", x509::write_pem("CERTIFICATE REQUEST", order.csr)},
                     {"profile", order.profile},
                     {"subject", x509::Name::parse(fields.subject).text()},
                     {"sans", std::move(sans)},
                     {"keyUsage", Value::list(fields.key_usage)},
                     {"extendedKeyUsage", Value::list(fields.extended_key_usage)},
                     {"notBefore", print_time(fields.not_before)},
                     {"notAfter", print_time(fields.not_after)}});
}

/// Why the answer is none by its form alone; empty where it may be one.
std::string fault_of(const Value& answer, const Order& order) {
  const std::vector<Flaw> flaws = flaws_in(answer, kAnswerFields, "answer", {.others = Others::extensions});
  if (!flaws.empty()) return flaws.front().what;
  if (answer.text_or("requestId") != order.request_id)
    return "the answer is about request " + quote(answer.text_or("requestId")) + " and not about " + order.request_id;
  return {};
}

}  // namespace

Gateway::Gateway(const AuthorityConfig& config, std::vector<x509::Certificate> chain, adapter::Adapter adapter,
                 Path home, const World& world)
    : Authority(config.name, std::move(chain)), adapter_(std::move(adapter)), home_(std::move(home)), world_(world) {}

Reply Gateway::send(Mandate mandate, const Order& order) const { return call("issue", mandate, order, false); }

Reply Gateway::ask(const Mandate& mandate, const Order& order) const { return call("status", mandate, order, false); }

Reply Gateway::rehearse_order(const Mandate& mandate, const Order& order) const {
  return call("issue", mandate, order, true);
}

std::vector<Fault> Gateway::judge(const Mandate& mandate, const Order& order,
                                  const x509::Certificate& certificate) const {
  return judge_returned(certificate, {mandate.fields(), issuer(), order.asked, order.now});
}

Reply Gateway::call(const char* procedure, const Mandate& mandate, const Order& order, bool dry_run) const {
  const adapter::Answer answer = adapter::call(adapter_, home_,
                                               {.procedure = procedure,
                                                .parameter = parameter_of(mandate, order),
                                                .request_id = order.request_id,
                                                .dry_run = dry_run},
                                               world_);
  Reply reply;
  if (answer.ok)
    read(reply, answer.value, mandate, order, dry_run);
  else
    reply.message = adapter::told_failure(answer);
  reply.told = Value::map({{"procedure", adapter_.name + "." + procedure},
                           {"result", reply_word(reply.result)},
                           {"message", reply.message},
                           {"answer", answer.raw},
                           {"stderr", answer.errors},
                           {"tookMs", answer.took}});
  return reply;
}

void Gateway::read(Reply& reply, const Value& answer, const Mandate& mandate, const Order& order, bool dry_run) const {
  reply.message = fault_of(answer, order);
  if (!reply.message.empty()) return;
  const std::string word = answer.text_or("result");
  const auto known =
      std::find_if(std::begin(kResults), std::end(kResults), [&](const auto& r) { return word == r.first; });
  if (known == std::end(kResults)) {
    reply.message = "result is " + quote(word) + ", not \"Issued\", \"Refused\", \"Pending\" or \"Unknown\"";
    return;
  }
  reply.message = printable(answer.text_or("message").substr(0, kLongestMessage));
  if (known->second == Result::issued && !dry_run) return read_certificate(reply, answer, mandate, order);
  reply.result = known->second;
}

void Gateway::read_certificate(Reply& reply, const Value& answer, const Mandate& mandate, const Order& order) const {
  try {
    x509::Certificate certificate = read_returned(answer.text_or("certificate"));
    reply.faults = judge(mandate, order, certificate);
    if (reply.faults.empty()) {
      reply.certificate = std::move(certificate);
      reply.result = Result::issued;
      return;
    }
  } catch (const Error& error) {
    reply.faults = {{Kind::config, "gateway.certificate", "certificate", printable(error.what()), ""}};
  }
  reply.message = "the certificate that came back is not what was asked for: " + reply.faults.front().what;
}

std::unique_ptr<Gateway> open_gateway(const AuthorityConfig& config, const adapter::Adapter& adapter, const Path& home,
                                      const World& world, Time now) {
  return std::make_unique<Gateway>(config, read_chain(config, now), adapter, home, world);
}

const char* reply_word(Reply::Result result) {
  constexpr const char* words[] = {"issued", "refused", "pending", "unknown", "failed"};
  return words[static_cast<std::size_t>(result)];
}

}  // namespace pkit::authority
