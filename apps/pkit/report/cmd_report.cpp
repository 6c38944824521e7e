// pkit report: what a person looks at, as a page, as text, or as a cryptographic bill of materials.
#include "base/pour.h"
#include "home/whole_directory.h"
#include "pkit/context.h"
#include "pkit/help.h"
#include "pkit/render.h"
#include "pkit/report/bom.h"
#include "pkit/report/page.h"
#include "pkit/verbs.h"
#include "report/report.h"

namespace pkit::app {

namespace {

constexpr const char *kPage = "index.html", *kBom = "bom.json";

struct ReportOptions {
  std::string out, format = "text";
  std::int64_t rows = report::Request().rows;
  bool force = false;

  bool wants_bom() const { return format == "cyclonedx"; }
};

WholeDirectory directory_of(const Context& context, const ReportOptions& o) {
  const Path target = absolute_path(o.out);
  pkit::require_not_own(context.home_path(), target);
  return {.target = target, .names = {kPage, kBom}, .force = o.force};
}

void print_section(Screen& screen, const std::string& heading, const Value& rows,
                   const std::vector<const char*>& keys) {
  if (rows.items().empty()) return;
  screen.line("");
  screen.line(heading);
  TableStream table(screen);
  for (const Value& row : rows.items()) {
    std::vector<std::string> cells;
    for (const char* key : keys) cells.push_back((cells.empty() ? "  " : "") + text_of(row[key]));
    table.row(std::move(cells));
  }
  table.finish();
}

void print_report(Screen& screen, const Value& data) {
  if (data["out"].is_text()) return screen.line("made " + data.text_or("out"));
  const Value& counts = data["counts"];
  screen.line(text_of(counts["valid"]) + " certificates are valid, " + text_of(counts["expired"]) + " expired, " +
              text_of(counts["revoked"]) + " revoked");
  print_section(screen, "authorities", data["authorities"], {"name", "subject", "notAfter", "key", "state"});
  print_section(screen, "valid certificates", data["ends"], {"authority", "profile", "certificates"});
  print_section(screen, "end within 30 days, not replaced", data["soon"], {"notAfter", "name", "subject", "id"});
  print_section(screen, "ended in the last 30 days, not replaced", data["ended"],
                {"notAfter", "name", "subject", "id"});
  print_section(screen, "waits", data["waiting"], {"what", "id", "name", "reason"});
  print_section(screen, "certificate stores", data["stores"], {"store", "kind", "path", "state", "why"});
  print_section(screen, "failed", data["failures"], {"time", "kind", "name", "reason"});
  print_section(screen, "keys", data["keys"], {"algorithm", "certificates", "authorities", "postQuantum"});
  print_section(screen, "signed with", data["signatures"], {"algorithm", "certificates", "authorities", "postQuantum"});
}

/// A browser is to open the page.
void require_few(std::int64_t rows) {
  constexpr std::int64_t kMost = 100'000;
  if (rows > kMost)
    throw Error(Kind::usage, "option.value", "--rows: a page names at most " + std::to_string(kMost) + " certificates",
                "pkit list certificates has all");
}

int tell_report(Context& context, const ReportOptions& o) {
  require_few(o.rows);
  report::Request request;
  request.rows = o.rows;
  const report::Report made = report::make_report(context.session(), request);
  pkit::Outcome outcome;
  outcome.data = report::view(made);
  outcome.warnings = made.warnings;
  if (!o.out.empty()) {
    const WholeDirectory directory = directory_of(context, o);
    write_whole_directory(context.world, directory, [&](const Path& staging) {
      create_file(staging / kPage, as_bytes(report_page(made, kVersion)), Mode::secret);
    });
    outcome.data.set("out", (directory.target / kPage).string());
  }
  return context.output.show(outcome, [&](Screen& screen) { print_report(screen, outcome.data); });
}

int tell_bom(Context& context, const ReportOptions& o) {
  if (o.out.empty()) {
    std::ostream& out = context.output.io().out;
    write_bom(context.session(), kVersion, [&](std::string_view piece) { out << piece; });
    return context.output.print("");
  }
  const WholeDirectory directory = directory_of(context, o);
  write_whole_directory(context.world, directory, [&](const Path& staging) {
    const auto give = [&](const FileSink& sink) {
      write_bom(context.session(), kVersion, [&](std::string_view piece) { sink(as_bytes(piece)); });
    };
    pour_file(staging / kBom, give, Mode::secret, false);
  });
  return context.output.print("made " + printable((directory.target / kBom).string()) + "\n");
}

}  // namespace

Run bind_report(Options& options) {
  auto o = std::make_shared<ReportOptions>();
  options.directory("--out", "DIR", "make the report in DIR, whole or not at all", o->out);
  options.choice("--format", "FORMAT", {"text", "json", "cyclonedx"},
                 "how to print; cyclonedx: a cryptographic bill of materials in place of the page", o->format);
  options.number("--rows", "how many certificates the page names, the soonest to end first", o->rows);
  options.flag("--force", "replace the report that is in DIR", o->force);
  return [o](Context& context) { return o->wants_bom() ? tell_bom(context, *o) : tell_report(context, *o); };
}

}  // namespace pkit::app
