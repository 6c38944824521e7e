#include "pkit/agent/directory.h"

#include <algorithm>
#include <cstdio>

#include "base/json.h"
#include "home/bundle.h"
#include "x509/certificate.h"

namespace pkit::app {

namespace {

constexpr std::size_t kLargest = 64 << 10;
constexpr std::size_t kSuffix = 15;  // "_20261130101500"

/// "storesAsked" is there as long as it is still to be done.
bool is_false(const Value& value) { return value.is_bool() && !value.as_bool(); }

std::vector<std::string> texts(const Value& list) {
  std::vector<std::string> all;
  if (list.is_list())
    for (const Value& item : list.items())
      if (item.is_text()) all.push_back(item.as_text());
  return all;
}

/// Null where there is none.
Value read_own(const Path& file) {
  std::error_code ignored;
  return std::filesystem::exists(file, ignored) ? parse_json(read_file(file, kLargest), file.string()) : Value();
}

bool is_suffix(std::string_view text) {
  return text.size() == kSuffix && text[0] == '_' &&
         text.substr(1).find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<Agent> read_agent(const Path& directory) {
  const Path file = directory / "agent.json";
  const Value read = read_own(file);
  if (read.is_null()) return std::nullopt;
  const Agent agent{read.text_or("ClientMachine"), read.text_or("AgentId"), !is_false(read["storesAsked"]),
                    texts(read["Capabilities"]), read.text_or("Profile")};
  if (agent.client_machine.empty())
    throw Error(Kind::input, "agent.file", file.string() + " names no ClientMachine",
                "it is made by pkit agent register");
  return agent;
}

void make_agent(const Path& directory, const Agent& agent) {
  if (read_agent(directory))
    throw Error(Kind::conflict, "agent.exists", directory.string() + " is an agent's directory already",
                "see pkit agent status");
  if (!std::filesystem::is_directory(directory.parent_path()))
    throw Error(Kind::usage, "output.parent", directory.parent_path().string() + ": there is no such directory",
                "make it first");
  if (!std::filesystem::is_directory(directory)) create_directory(directory, 0700);
  write_agent(directory, agent);
}

void write_agent(const Path& directory, const Agent& agent) {
  Value value = Value::map({{"ClientMachine", agent.client_machine}, {"AgentId", agent.agent_id}});
  if (!agent.stores_asked) value.set("storesAsked", false);
  if (!agent.capabilities.empty()) value.set("Capabilities", Value::list(agent.capabilities));
  if (!agent.profile.empty()) value.set("Profile", agent.profile);
  replace_file(directory / "agent.json", as_bytes(to_pretty_json(value) + "\n"), Mode::shared);
}

std::optional<SessionRecord> read_session_record(const Path& directory) {
  const Path file = directory / "session.json";
  const Value read = read_own(file);
  if (read.is_null()) return std::nullopt;
  const std::optional<Time> at = parse_time(read.text_or("at"));
  if (!at || !read["ran"].is_int() || !read["failed"].is_int())
    throw Error(Kind::input, "agent.file", file.string() + " is no record of a session",
                "pkit agent run writes it anew");
  return SessionRecord{*at,
                       read["ran"].as_int(),
                       read["failed"].as_int(),
                       parse_time(read.text_or("nextDue")),
                       read["error"].text_or("code"),
                       read["error"].text_or("message")};
}

void write_session_record(const Path& directory, const SessionRecord& record) {
  Value value = Value::map({{"at", print_time(record.at)}, {"ran", record.ran}, {"failed", record.failed}});
  if (record.next_due) value.set("nextDue", print_time(*record.next_due));
  if (!record.code.empty())
    value.set("error", Value::map({{"code", record.code}, {"message", storable(record.message)}}));
  replace_file(directory / "session.json", as_bytes(to_pretty_json(value) + "\n"), Mode::shared);
}

void record_cut_short(const Path& directory, Time at, const Error& error) {
  std::error_code unknown;
  if (error.code() == "output.busy" || error.kind() == Kind::usage) return;
  if (!std::filesystem::exists(directory / "agent.json", unknown)) return;
  write_session_record(directory, {at, 0, 0, std::nullopt, error.code(), error.what()});
}

std::optional<BegunJob> begun_job(const Path& directory) {
  const Value read = read_own(directory / "job.json");
  const std::optional<Time> at = parse_time(read.text_or("at"));
  if (!at || !read["AuditId"].is_int()) return std::nullopt;
  return BegunJob{read.text_or("JobId"), read["AuditId"].as_int(), *at};
}

void begin_job(const Path& directory, const BegunJob& job) {
  const Value value = Value::map({{"JobId", job.id}, {"AuditId", job.audit}, {"at", print_time(job.at)}});
  replace_file(directory / "job.json", as_bytes(to_json(value) + "\n"), Mode::shared);
}

void end_job(const Path& directory) {
  std::error_code left;  // then the job is taken for begun once more, and found done
  std::filesystem::remove(directory / "job.json", left);
}

std::string renamed(const std::string& client_machine, Time now) {
  const Civil t = civil_of(now);
  char suffix[32];
  std::snprintf(suffix, sizeof suffix, "_%04d%02d%02d%02d%02d%02d", t.year, t.month, t.day, t.hour, t.minute, t.second);
  const std::size_t size = client_machine.size();
  const bool again = size > kSuffix && is_suffix(std::string_view(client_machine).substr(size - kSuffix));
  return client_machine.substr(0, again ? size - kSuffix : size) + suffix;
}

std::optional<Validity> certificate_validity(const Path& directory) {
  const Path bundle = directory / "tls";
  if (!is_bundle(bundle)) return std::nullopt;
  const Path file = bundle / "cert.pem";
  const x509::Certificate certificate = x509::parse_certificate_file(read_file(file, kLargest), file.string());
  return Validity{certificate.not_before, certificate.not_after};
}

Occasion occasion_of(const std::optional<Validity>& certificate, Duration within, Time now) {
  if (!certificate) return Occasion::first;
  if (now > certificate->end) return Occasion::expired;
  const Duration latest = std::min(within, (certificate->end - certificate->from) / 3);
  return certificate->end - now <= latest ? Occasion::renewal : Occasion::none;
}

}  // namespace pkit::app
