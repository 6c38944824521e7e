// What leaves the program: results on standard output, all else on standard error, as text or as one JSON object a
// line. Text goes line by line through Screen, which escapes what could drive a terminal.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "home/session.h"
#include "pkit/io.h"

namespace pkit::app {

enum class Format { text, json };

class Screen {
 public:
  explicit Screen(Io& io) : io_(io) {}
  /// One line of the result.
  void line(std::string_view text);
  /// A certificate of the result.
  void pem(BytesView certificate);
  /// One line beside the result: "pkit: kind: text".
  void note(std::string_view kind, std::string_view text);
  /// One line beside the result, as it is.
  void aside(std::string_view text);

 private:
  Io& io_;
};

using Render = std::function<void(Screen&)>;
/// Calls its argument with each row.
using EachRow = std::function<void(const std::function<void(const Value&)>&)>;

class Output {
 public:
  Output(Io io, Format format) : io_(io), format_(format) {}

  std::string operation;   // of the JSON envelope: the command's path
  bool only_asks = false;  // the command changes nothing, so that nobody need know how it ended

  /// The outcome in the wanted format; `render` prints its data as text. Answers its exit code. Error{state
  /// "output.stdout"} where standard output cannot be written.
  int show(const pkit::Outcome& outcome, const Render& render);
  /// As show(), for rows that are printed as they come and never held: JSON has them in data.MEMBER of its one object,
  /// text as `print` does it, and `end` after the last.
  int show_rows(const std::string& member, const EachRow& rows, const std::function<void(Screen&, const Value&)>& print,
                const Render& end);
  /// Results and what goes beside them, rendered before. Error{state "output.stdout"} as show().
  void print_rendered(std::string_view results, std::string_view asides, const std::string& hint);
  /// Is this error that whoever reads the answer to a question has read enough, as  head -n 1  does?
  bool reader_has_left(const Error& error) const noexcept;
  /// The error that ended the command. Never throws.
  int fail(const Error& error) noexcept;
  /// A text that is the whole result. Answers 0.
  int print(std::string_view text);
  /// The same for help: whoever has read enough of it may close the pipe (head, a pager).
  int page(std::string_view text);
  /// Something that is told while it happens, on a terminal only.
  void progress(std::string_view text);

  Format format() const { return format_; }
  Io& io() { return io_; }

 private:
  void require_printed(const std::string& hint);
  Io io_;
  Format format_;
};

}  // namespace pkit::app
