#include "pkit/output.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "home/envelope.h"
#include "x509/pem.h"

namespace pkit::app {

namespace {

std::string with_position(const Fault& fault) {
  std::string text = "  " + (fault.where.empty() ? fault.what : fault.where + ": " + fault.what);
  if (!fault.hint.empty()) text += " (" + fault.hint + ")";
  return text + " [" + fault.code + "]";
}

/// Of one fault the error has said what it is, and then only where.
bool says_all(const Error& error) {
  const std::vector<Fault>& faults = error.details();
  if (faults.size() != 1 || faults.front().what.empty()) return false;
  const Fault& only = faults.front();
  return std::string_view(error.what()).ends_with(only.what) && (only.hint.empty() || only.hint == error.hint());
}

void print_error(Screen& screen, const Error& error) {
  screen.note("error", error.what());
  if (says_all(error)) {
    const Fault& only = error.details().front();
    screen.aside("  " + (only.where.empty() ? "" : only.where + " ") + "[" + only.code + "]");
  } else {
    for (const Fault& fault : error.details()) screen.aside(with_position(fault));
  }
  if (!error.hint().empty()) screen.note("hint", error.hint());
}

/// What to say where a result could not be printed although it was recorded.
std::string recorded_hint(const pkit::Outcome& outcome) {
  const Value* serial = outcome.data.at_path("certificate.serial");
  if (outcome.certificate.empty() || !serial || !serial->is_text()) return {};
  return "issued as " + serial->as_text() + "; fetch it with pkit show " + serial->as_text();
}

}  // namespace

void Screen::line(std::string_view text) { io_.out << printable(text) << '\n'; }

void Screen::pem(BytesView certificate) { io_.out << x509::write_pem("CERTIFICATE", certificate); }

void Screen::note(std::string_view kind, std::string_view text) {
  aside("pkit: " + std::string(kind) + ": " + std::string(text));
}

void Screen::aside(std::string_view text) { io_.err << printable(text) << '\n'; }

int Output::show(const pkit::Outcome& outcome, const Render& render) {
  Screen screen(io_);
  if (format_ == Format::json)
    io_.out << to_json(envelope(operation, outcome)) << '\n';
  else if (outcome.data.is_map() && !outcome.data.members().empty())
    render(screen);
  io_.out.flush();
  if (format_ == Format::text || !io_.out) {
    for (const std::string& warning : outcome.warnings) screen.note("warning", warning);
    if (outcome.error) print_error(screen, *outcome.error);
  }
  require_printed(recorded_hint(outcome));
  return outcome.exit();
}

int Output::show_rows(const std::string& member, const EachRow& rows,
                      const std::function<void(Screen&, const Value&)>& print, const Render& end) {
  Screen screen(io_);
  if (format_ == Format::text) {
    rows([&](const Value& row) { print(screen, row); });
    end(screen);
  } else {
    pkit::Outcome none;
    none.data.set(member, Value::list());
    const std::string whole = to_json(envelope(operation, none));
    const std::string before = "{\"" + member + "\":[";
    const std::size_t place = whole.find(before) + before.size();
    std::string due =
        whole.substr(0, place);  // not before the first row, so that an error can still be the whole answer
    rows([&](const Value& row) { io_.out << std::exchange(due, ",") << to_json(row); });
    io_.out << (due == "," ? "" : due) << whole.substr(place) << '\n';
  }
  io_.out.flush();
  require_printed({});
  return 0;
}

void Output::print_rendered(std::string_view results, std::string_view asides, const std::string& hint) {
  io_.out << results << std::flush;
  io_.err << asides << std::flush;
  require_printed(hint);
}

bool Output::reader_has_left(const Error& error) const noexcept {
  if (!only_asks || error.code() != "output.stdout") return false;
  pollfd out{STDOUT_FILENO, 0, 0};
  return ::poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

int Output::fail(const Error& error) noexcept {
  if (format_ == Format::json && io_.out.good()) {
    pkit::Outcome outcome;
    outcome.error = error;
    io_.out << to_json(envelope(operation, outcome)) << std::endl;
  }
  if (format_ == Format::text || !io_.out.good()) {
    Screen screen(io_);
    print_error(screen, error);
  }
  return static_cast<int>(error.kind());
}

int Output::print(std::string_view text) {
  io_.out << text << std::flush;
  require_printed({});
  return 0;
}

int Output::page(std::string_view text) {
  errno = 0;
  io_.out << text << std::flush;
  if (errno != EPIPE) require_printed({});
  return 0;
}

void Output::progress(std::string_view text) {
  if (format_ == Format::text && ::isatty(STDERR_FILENO)) Screen(io_).aside(text);
}

void Output::require_printed(const std::string& hint) {
  if (!io_.out) throw Error(Kind::state, "output.stdout", "cannot write to standard output", hint);
}

}  // namespace pkit::app
