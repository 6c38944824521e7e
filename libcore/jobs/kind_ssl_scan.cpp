// What TLS servers serve (B3, X25): named endpoints alone are asked, each within its time, and in no quiet hours. The
// chain is told as it came, and nothing of it is trusted.
#include <algorithm>

#include "certstores/served.h"
#include "jobs/kind.h"
#include "jobs/view.h"
#include "setup/windows.h"
#include "x509/certificate.h"

namespace pkit::jobs {

namespace {

constexpr std::size_t kMostEndpoints = 50;  // all of them are through before the lease is over
constexpr std::int64_t kUsualSeconds = 10, kMostSeconds = 15;

Windows quiet_hours(const Value& parameters) {
  Windows all;
  if (!parameters["quietHours"].is_list()) return all;
  for (const Value& text : parameters["quietHours"].items()) {
    const std::optional<Windows> read = read_window(text.as_text());
    if (!read)
      throw Error(Kind::usage, "job.parameter", "--quiet-hours: '" + printable(text.as_text()) + "' are no hours",
                  "sat 02:00-05:00, mon-fri 22:00-04:00 or daily 03:00-04:00; UTC");
    all.insert(all.end(), read->begin(), read->end());
  }
  return all;
}

bool in_quiet_hours(const Value& parameters, Time now) {
  const Windows hours = quiet_hours(parameters);
  return !hours.empty() && is_open(hours, now);
}

Duration time_for_each(const Value& parameters) {
  if (!parameters["timeout"].is_text()) return kUsualSeconds * 1000;
  return number_of(parameters["timeout"].as_text(), "--timeout", 1, kMostSeconds) * 1000;
}

void check_scan(const Value& parameters) {
  const auto& endpoints = parameters["endpoint"].items();
  if (endpoints.size() > kMostEndpoints)
    throw Error(Kind::usage, "job.parameter", "there are more than 50 endpoints", "several jobs");
  for (const Value& endpoint : endpoints)
    if (!certstores::is_served_place(endpoint.as_text()))
      throw Error(Kind::usage, "job.parameter", "--endpoint: '" + printable(endpoint.as_text()) + "' is no endpoint",
                  "tls://HOST:PORT, or tls+unix:/PATH");
  quiet_hours(parameters);
  time_for_each(parameters);
}

/// {endpoint, subject, issuer, serial, fingerprint, notBefore, notAfter, chain} or {endpoint, error}.
Value seen_at(const std::string& endpoint, const certstores::Served& served) {
  Value view = Value::map({{"endpoint", endpoint}});
  if (!served.why.empty()) {
    view.set("error", served.why);
    return view;
  }
  try {
    const x509::Certificate certificate = x509::parse_certificate(served.chain.front());
    view.set("subject", printable(certificate.subject.text()));
    view.set("issuer", printable(certificate.issuer.text()));
    view.set("serial", certificate.serial_hex());
    view.set("fingerprint", certificate.fingerprint());
    view.set("notBefore", print_time(certificate.not_before));
    view.set("notAfter", print_time(certificate.not_after));
    view.set("chain", served.chain.size());
  } catch (const Error& error) {
    view.set("error", "its certificate cannot be read: " + printable(error.what()));
  }
  return view;
}

/// Empty where the certificate is valid now.
std::string untimely(const Value& view, Time now) {
  const auto begin = parse_time(view.text_or("notBefore")), end = parse_time(view.text_or("notAfter"));
  if (begin && now < *begin) return "is not valid before " + print_time(*begin);
  return end && now > *end ? "has expired" : "";
}

class Scan {
 public:
  Scan(Session& session, const Value& parameters)
      : session_(session), parameters_(parameters), now_(operation_time(session, true)) {}

  JobDone run() {
    const Duration time = time_for_each(parameters_), begun = session_.world.steady();
    for (const Value& endpoint : parameters_["endpoint"].items()) {
      if (in_quiet_hours(parameters_, now_ + session_.world.steady() - begun)) {
        ++left_;
        continue;
      }
      look(endpoint.as_text(), time);
    }
    return done();
  }

 private:
  void look(const std::string& endpoint, Duration time) {
    Value view = seen_at(endpoint, certstores::ask_served(session_.world, endpoint, time));
    if (const std::string error = view.text_or("error"); !error.empty())
      failed_.push_back(error);
    else if (const std::string fault = untimely(view, now_); !fault.empty())
      untimely_.push_back("what is served at " + endpoint + " " + fault);
    seen_.push(std::move(view));
  }

  JobDone done() {
    JobDone done;
    const std::size_t all = seen_.items().size();
    std::vector<std::string> told = failed_;
    told.insert(told.end(), untimely_.begin(), untimely_.end());
    if (left_ > 0) told.push_back("quiet hours began: " + std::to_string(left_) + " were not asked");
    done.message = join(told, "; ");
    done.result = all > 0 && failed_.size() == all ? store::JobResult::failure
                  : told.empty()                   ? store::JobResult::success
                                                   : store::JobResult::warning;
    done.output = Value::map({{"answered", all - failed_.size()}, {"endpoints", std::move(seen_)}});
    return done;
  }

  Session& session_;
  const Value& parameters_;
  const Time now_;
  Value seen_ = Value::list();
  std::vector<std::string> failed_, untimely_;
  std::size_t left_ = 0;
};

JobDone scan(Session& session, const RunningJob& running) { return Scan(session, running.job.parameters).run(); }

constexpr Field kScanFields[] = {
    {.key = "endpoint", .type = FieldType::text_list, .required = true},
    {.key = "quietHours", .type = FieldType::text_list},
    {.key = "timeout", .type = FieldType::text},
};

}  // namespace

constinit const JobKind kSslScanJob = {.word = "ssl-scan",
                                       .type = store::JobType::ssl_scan,
                                       .priority = 8,
                                       .reschedulable = true,
                                       .anywhere = true,
                                       .parameters = kScanFields,
                                       .run = scan,
                                       .check = check_scan,
                                       .is_quiet = in_quiet_hours};

}  // namespace pkit::jobs
