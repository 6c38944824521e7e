// Stored things as text. What is absent is skipped, so that text never says more than the JSON does.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "pkit/output.h"

namespace pkit::app {

/// A scalar as it is, a list joined by commas, a map as "key=value" pairs; empty for null.
std::string text_of(const Value& value);

/// "r-abc issued: web-01 is Approved; certificate c-xyz, serial 01.., until 2027-..": what became of a request.
std::string sentence(const Value& data);

/// A heading and each member below it; members of maps by dotted names. `skipped` names members that are not shown.
void print_thing(Screen& screen, const std::string& heading, const Value& thing,
                 const std::vector<std::string>& skipped = {});

/// An authority and each of its issuers.
void print_authority(Screen& screen, const Value& authority);

/// What was asked for and not granted, beside the result.
void note_differences(Screen& screen, const Value& data);

/// Columns as wide as their widest cell; a column that is empty in every row is left out.
void print_table(Screen& screen, const std::vector<std::vector<std::string>>& rows);

/// A table whose rows come one by one. The first thousand set the columns, and later ones go along as they can.
class TableStream {
 public:
  explicit TableStream(Screen& screen) : screen_(screen) {}
  /// What stands above the columns that are there, where there is any row.
  void head(std::vector<std::string> cells) { head_ = std::move(cells); }
  void row(std::vector<std::string> cells);
  /// Prints what waits still; false where there was no row.
  bool finish();

 private:
  void measure(const std::vector<std::string>& cells);
  void print(const std::vector<std::string>& cells);
  void print_waiting();
  void print_head();

  Screen& screen_;
  std::vector<std::vector<std::string>> waiting_;
  std::vector<std::size_t> widths_;
  std::vector<std::string> head_;
  bool begun_ = false;
};

}  // namespace pkit::app
