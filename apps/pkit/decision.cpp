#include "pkit/decision.h"

#include "pkit/exits.h"
#include "pkit/render.h"
#include "pkit/trace.h"
#include "x509/pem.h"

namespace pkit::app {

namespace {

/// The story of the decision goes beside the result: into `data` as JSON, to standard error as text.
void attach_trace(Context& context, pkit::Outcome& outcome, const pkit::Common& common) {
  if (!common.explain) return;
  if (context.output.format() == Format::json) {
    outcome.data.set("trace", outcome.trace);
    return;
  }
  Screen screen(context.output.io());
  if (outcome.trace.is_null()) return screen.aside("pkit: no handler was asked");
  for (const std::string& line : story(outcome.trace)) screen.aside(line);
}

bool is_dry(const Value& data) { return data["dryRun"].is_bool() && data["dryRun"].as_bool(); }

void print_rehearsal(Screen& screen, const Value& data) {
  print_thing(screen, "dry run: nothing was changed; it would be", data["would"]);
}

void print_parameters(Screen& screen, const Value& data) {
  const Value& parameters = data["ClientParameters"];
  if (!parameters.is_map()) return;
  for (const auto& [name, value] : parameters.members()) screen.note("parameter", name + "=" + text_of(value));
}

void print_decision(Screen& screen, const pkit::Outcome& outcome) {
  const Value& data = outcome.data;
  if (is_dry(data)) return print_rehearsal(screen, data);
  if (outcome.error && !data["registration"].is_map()) return;  // nothing became of it, and the error says why
  const std::string text = sentence(data);
  if (!text.empty()) screen.line(text);
  if (const std::string published = data.text_or("published"); !published.empty())
    screen.line("published in " + published);
}

/// An issued certificate without a file to go to is the whole result; what became of the request is told beside it.
void print_delivery(Screen& screen, const pkit::Outcome& outcome, bool to_stdout) {
  if (to_stdout) {
    screen.pem(outcome.certificate);
    screen.aside("pkit: " + sentence(outcome.data));
  } else {
    print_decision(screen, outcome);
  }
  print_parameters(screen, outcome.data);
  note_differences(screen, outcome.data);
}

}  // namespace

void declare_delivery(Options& options, Delivery& delivery) {
  options.file("--out", "FILE", "write the certificate there, not to standard output", delivery.certificate.path);
  options.flag("--force", "replace what is there already", delivery.certificate.force);
}

std::string chain_text(const std::vector<Bytes>& chain) {
  std::string text;
  for (const Bytes& certificate : chain) text += x509::write_pem("CERTIFICATE", certificate);
  return text;
}

void write_delivery(const pkit::Outcome& outcome, const Delivery& delivery) {
  if (outcome.certificate.empty() || is_dry(outcome.data)) return;
  const Value& certificate = outcome.data["certificate"];
  if (delivery.certificate.is_file())
    write_target(delivery.certificate, x509::write_pem("CERTIFICATE", outcome.certificate), issued(certificate));
  if (delivery.chain.is_file()) write_target(delivery.chain, chain_text(outcome.chain), issued(certificate));
  if (delivery.fullchain.is_file())
    write_target(delivery.fullchain, x509::write_pem("CERTIFICATE", outcome.certificate) + chain_text(outcome.chain),
                 issued(certificate));
}

int show_delivery(Context& context, pkit::Outcome outcome, const pkit::Common& common, const Delivery& delivery) {
  const bool issued = !outcome.certificate.empty() && !is_dry(outcome.data);
  const bool published = outcome.data["published"].is_text();
  const bool to_stdout = issued && !delivery.certificate.is_file() && !published;
  attach_trace(context, outcome, common);
  return context.output.show(outcome, [&](Screen& screen) { print_delivery(screen, outcome, to_stdout); });
}

int deliver(Context& context, pkit::Outcome outcome, const pkit::Common& common, const Delivery& delivery) {
  write_delivery(outcome, delivery);
  return show_delivery(context, std::move(outcome), common, delivery);
}

void declare_retry(Options& options, pkit::Common& common) {
  options.text("--request-id", "ID", "make a retry with the same ID continue and never repeat", common.request_id);
  options.flag("--dry-run", "tell what would happen, but change nothing", common.dry_run);
}

int present(Context& context, pkit::Outcome outcome, const pkit::Common& common) {
  attach_trace(context, outcome, common);
  return context.output.show(outcome, [&](Screen& screen) {
    print_decision(screen, outcome);
    note_differences(screen, outcome.data);
  });
}

pkit::Outcome judged_item(const std::string& item, bool several, const Judge& judge) {
  pkit::Outcome outcome;
  try {
    outcome = judge(item);
  } catch (const std::exception& exception) {
    outcome.error = as_error(exception).within(several ? item : "");
  }
  if (several) outcome.data.set("item", item);
  return outcome;
}

int each_item(const std::vector<std::string>& items, const Judge& judge, const Show& show) {
  int worst = 0;
  for (const std::string& item : items) worst = worse(worst, show(judged_item(item, items.size() > 1, judge)));
  return worst;
}

}  // namespace pkit::app
