#include "pkit/report/page.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "pkit/report/html.h"
#include "pkit/report/style.h"
#include "report/strength.h"

namespace pkit::app {

namespace {

using namespace report;

/// How many rows of certificates somebody unfolds at once.
constexpr std::size_t kRowsAtOnce = 200;
/// How many rows of what waits, failed or ends soon stand there unasked.
constexpr std::size_t kRowsShown = 20;

std::string day(Time time) { return print_time(time).substr(0, 10); }
std::string minute(Time time) { return print_time(time).replace(10, 1, " ").substr(0, 16); }
std::string number(std::int64_t n) { return std::to_string(n); }
std::string many(std::int64_t n, const std::string& one) { return number(n) + " " + one + (n == 1 ? "" : "s"); }

/// A table whose columns say on a narrow screen what they are.
class Table {
 public:
  explicit Table(std::vector<std::string> heads) : heads_(std::move(heads)) {
    html_ = "<table><thead><tr>";
    for (const std::string& head : heads_) html_ += "<th scope=\"col\">" + html_text(head) + "</th>";
    html_ += "</tr></thead><tbody>\n";
  }
  void row(const std::vector<std::string>& cells, const char* kind = "") {
    html_ += *kind ? std::string("<tr class=\"") + kind + "\">" : "<tr>";
    for (std::size_t i = 0; i < cells.size(); ++i)
      html_ += "<td data-name=\"" + html_text(heads_[i]) + "\">" +
               (cells[i].empty() ? "" : "<bdi>" + html_text(cells[i]) + "</bdi>") + "</td>";
    html_ += "</tr>\n";
  }
  std::string take() { return std::move(html_) + "</tbody></table>\n"; }

 private:
  std::vector<std::string> heads_;
  std::string html_;
};

std::string section(const char* id, const char* heading, const std::string& content) {
  return std::string("<section id=\"") + id + "\"><h2>" + heading + "</h2>\n" + content + "</section>\n";
}

std::string nothing(const char* what) { return std::string("<p class=\"quiet\">") + what + "</p>\n"; }

std::string rest(std::int64_t left_out, const char* command) {
  if (left_out == 0) return {};
  return "<p class=\"quiet\">" + number(left_out) + " more are not shown: <code>" + command + "</code></p>\n";
}

std::string unfold(const std::string& summary, const std::string& content) {
  return "<details><summary>" + summary + "</summary>\n" + content + "</details>\n";
}

/// The first rows, and the others in folds; `table` makes one of the rows from the first index up to the second.
template <class MakeTable>
std::string first_rows(std::size_t count, MakeTable table) {
  std::string html = table(std::size_t{0}, std::min(count, kRowsShown));
  for (std::size_t from = kRowsShown; from < count; from += kRowsAtOnce) {
    const std::size_t to = std::min(count, from + kRowsAtOnce);
    html += unfold(number(std::int64_t(from) + 1) + " to " + number(std::int64_t(to)), table(from, to));
  }
  return html;
}

// --- at a glance
// ------------------------------------------------------------------------------------------------------

std::string counts(const Report& r) {
  std::int64_t exposed = 0;
  for (const auto& [word, use] : r.keys) exposed += is_ready(word) ? 0 : use.certificates + use.authorities;
  const std::initializer_list<std::pair<const char*, std::int64_t>> figures = {
      {"valid", r.valid},
      {"end within 30 days, not replaced", std::int64_t(r.soon.rows.size()) + r.soon.left_out},
      {"ended in 30 days, not replaced", std::int64_t(r.ended.rows.size()) + r.ended.left_out},
      {"wait", std::int64_t(r.waiting.rows.size()) + r.waiting.left_out},
      {"not post-quantum ready", exposed},
      {"expired", r.expired},
      {"revoked", r.revoked}};
  std::string html = "<dl>";
  for (const auto& [name, count] : figures)
    html += std::string("<div><dt>") + name + "</dt><dd>" + number(count) + "</dd></div>\n";
  return html + "</dl>\n";
}

std::string authorities(const Report& r) {
  if (r.authorities.empty()) return nothing("There is none.");
  Table table({"Authority", "Subject", "Ends", "Key", "State"});
  for (const Ca& ca : r.authorities)
    table.row({ca.authority, ca.subject, ca.not_after ? day(ca.not_after) : "", ca.key, state_word(ca.state)},
              ca.state == report::CaState::valid ? "" : "bad");
  return table.take();
}

// --- what ends when
// -----------------------------------------------------------------------------------------------------

std::string timeline(const Timeline& timeline) {
  std::int64_t most = 1;
  for (const Step& step : timeline.steps) most = std::max(most, step.count);
  std::string html = "<ul class=\"ends\">";
  for (const Step& step : timeline.steps) {
    const bool open = timeline.open && &step == &timeline.steps.back();
    html += "<li><span>" + print_step(step.from, timeline.unit) + (open ? " and later" : "") +
            "</span><span class=\"number\">" + number(step.count) +
            "</span><span class=\"bar\" style=\"width:" + number(std::max<std::int64_t>(1, 100 * step.count / most)) +
            "%\"></span></li>\n";
  }
  return html + "</ul>\n";
}

std::string endings_table(const std::vector<Ending>& all, std::size_t from, std::size_t to) {
  Table table({"Name", "Subject", "Ends", "Key", "Certificate"});
  for (std::size_t i = from; i < to; ++i)
    table.row({all[i].name, all[i].subject, minute(all[i].not_after) + (all[i].replaced ? ", replaced" : ""),
               all[i].key, all[i].id});
  return table.take();
}

/// A fold for each step, and within a long one a fold for each two hundred.
std::string step_rows(const std::vector<Ending>& all, std::size_t from, std::size_t to, Unit unit) {
  const std::string heading =
      print_step(step_of(all[from].not_after, unit), unit) + ": " + many(std::int64_t(to - from), "certificate");
  if (to - from <= kRowsAtOnce) return unfold(heading, endings_table(all, from, to));
  std::string pages;
  for (std::size_t page = from; page < to; page += kRowsAtOnce) {
    const std::size_t end = std::min(to, page + kRowsAtOnce);
    pages += unfold(number(std::int64_t(page - from) + 1) + " to " + number(std::int64_t(end - from)) + ", ending " +
                        minute(all[page].not_after) + " to " + minute(all[end - 1].not_after),
                    endings_table(all, page, end));
  }
  return unfold(heading, pages);
}

std::string group_rows(const Group& group) {
  const std::vector<Ending>& all = group.endings;
  const Unit unit = group.timeline.unit;
  std::string html;
  for (std::size_t from = 0, to = 0; from < all.size(); from = to) {
    const Time step = step_of(all[from].not_after, unit);
    for (to = from; to < all.size() && step_of(all[to].not_after, unit) == step;) ++to;
    html += step_rows(all, from, to, unit);
  }
  return html;
}

std::string ends(const Report& r) {
  std::string html;
  for (const Group& group : r.groups) {
    html += "<h3><bdi>" + html_text(group.authority.empty() ? "(unknown authority)" : group.authority) +
            "</bdi> / <bdi>" + html_text(group.profile.empty() ? "(no profile)" : group.profile) +
            "</bdi></h3>\n<p class=\"quiet\">" + many(group.count, "valid certificate") +
            (group.soon ? ", of which " + number(group.soon) + " end within 30 days and are not replaced" : "") +
            ". Ends by " + unit_word(group.timeline.unit) + ":</p>\n" + timeline(group.timeline);
    if (!group.endings.empty()) html += unfold("The certificates", group_rows(group));
  }
  return html.empty() ? nothing("No certificate is valid.") : html + rest(r.not_named, "pkit list certificates");
}

std::string attention(const Rows<Ending>& rows, const char* none) {
  if (rows.rows.empty()) return nothing(none);
  const auto table = [&](std::size_t from, std::size_t to) {
    Table some({"Ends", "Name", "Subject", "Certificate"});
    for (std::size_t i = from; i < to; ++i)
      some.row({minute(rows.rows[i].not_after), rows.rows[i].name, rows.rows[i].subject, rows.rows[i].id});
    return some.take();
  };
  return first_rows(rows.rows.size(), table) + rest(rows.left_out, "pkit list certificates");
}

// --- what waits, what failed
// ------------------------------------------------------------------------------------------

std::string waiting_table(const std::vector<Waiting>& all, std::size_t from, std::size_t to) {
  Table table({"What", "Which", "Of", "Since", "Why"});
  for (std::size_t i = from; i < to; ++i)
    table.row({all[i].what, all[i].id, all[i].name, all[i].since ? minute(*all[i].since) : "", all[i].reason});
  return table.take();
}

std::string waiting(const Report& r) {
  const std::vector<Waiting>& all = r.waiting.rows;
  if (all.empty()) return nothing("Nothing waits.");
  return first_rows(all.size(), [&](std::size_t from, std::size_t to) { return waiting_table(all, from, to); }) +
         rest(r.waiting.left_out, "pkit list registrations --state waiting");
}

std::string stores(const Report& r) {
  if (r.stores.empty()) return nothing("pkit keeps none.");
  Table table({"Store", "Kind", "Path", "Entries", "Last inventory", "State", "Why"});
  for (const StoreLine& line : r.stores)
    table.row({line.name, line.kind, line.path, number(line.entries), line.inventoried ? minute(*line.inventoried) : "",
               state_word(line.state), line.why},
              line.state == report::StoreStanding::as_it_was ? "" : "bad");
  return table.take();
}

std::string failures_table(const std::vector<Failure>& all, std::size_t from, std::size_t to) {
  Table table({"When", "What", "Of", "Why", "Event"});
  for (std::size_t i = from; i < to; ++i)
    table.row({minute(all[i].time), all[i].kind, all[i].name.empty() ? all[i].subject : all[i].name, all[i].reason,
               number(all[i].event)});
  return table.take();
}

std::string failures(const Report& r) {
  const std::vector<Failure>& all = r.failures.rows;
  if (all.empty()) return nothing("Nothing failed.");
  return first_rows(all.size(), [&](std::size_t from, std::size_t to) { return failures_table(all, from, to); }) +
         "<p class=\"quiet\">Each in full: <code>pkit explain EVENT</code></p>\n";
}

// --- algorithms
// -------------------------------------------------------------------------------------------------------

std::string uses(const std::map<std::string, Use>& uses, const char* what) {
  if (uses.empty()) return {};
  Table table({what, "Bits", "Certificates", "Authorities", "End after 2030", "End after 2035", "Post-quantum"});
  for (const auto& [word, use] : uses) {
    const std::optional<Strength> strength = strength_of(word);
    table.row({word, strength ? number(strength->classical) : "", number(use.certificates), number(use.authorities),
               number(use.past_2030), number(use.past_2035),
               is_ready(word) ? "ready"
               : strength     ? "not ready"
                              : "unknown"},
              is_ready(word) ? "good" : "");
  }
  return table.take();
}

std::string algorithms(const Report& r) {
  const std::string tables = uses(r.keys, "Key") + uses(r.signatures, "Signed with");
  if (tables.empty()) return nothing("There is no certificate.");
  return tables +
         "<p class=\"quiet\">Of what is valid. Bits are against computers as they are, as NIST SP 800-57 part 1 counts "
         "them. RSA and elliptic curves fall to a quantum computer; the draft of NIST IR 8547 ends 112 bits after 2030 "
         "and all of them after 2035.</p>\n";
}

std::string warnings(const Report& r) {
  std::string html;
  for (const std::string& warning : r.warnings) html += "<p class=\"warn\">" + html_text(warning) + "</p>\n";
  return html;
}

constexpr const char* kHead =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";

}  // namespace

std::string report_page(const Report& r, std::string_view version) {
  return std::string(kHead) + "<title>pkit: " + html_text(r.home) + "</title>\n<style>" + kReportStyle +
         "</style></head><body>\n<header><h1>Certificates of <bdi>" + html_text(r.home) + "</bdi></h1>\n" +
         "<p class=\"quiet\">As of " + print_time(r.made) + ", by pkit " + html_text(version) + "</p>\n" + warnings(r) +
         "<nav><ul><li><a href=\"#authorities\">Authorities</a></li><li><a href=\"#soon\">Ends soon</a></li>"
         "<li><a href=\"#ends\">What ends when</a></li><li><a href=\"#waiting\">Waits</a></li>"
         "<li><a href=\"#stores\">Stores</a></li><li><a href=\"#failures\">Failed</a></li><li><a "
         "href=\"#algorithms\">Keys and "
         "post-quantum</a></li></ul></nav>"
         "</header>\n<main>" +
         counts(r) + section("authorities", "Authorities", authorities(r)) +
         section("soon", "Ends within 30 days, and nothing has replaced it", attention(r.soon, "Nothing does.")) +
         section("ended", "Ended in the last 30 days, and nothing has replaced it",
                 attention(r.ended, "Nothing did.")) +
         section("ends", "What ends when", ends(r)) + section("waiting", "What waits", waiting(r)) +
         section("stores", "Certificate stores", stores(r)) + section("failures", "What failed, and why", failures(r)) +
         section("algorithms", "Keys and signatures", algorithms(r)) + "</main></body></html>\n";
}

}  // namespace pkit::app
