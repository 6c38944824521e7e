#include "store/postgresql/group.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/postgresql/pipeline.h"

namespace pkit::store::postgresql {

namespace {

using libpq::library;
using Part = std::function<void(Write&)>;
using Each = std::function<bool(const Row&)>;

/// What was foretold was not so.
struct Unforeseen {};

/// A question whose answer is not known yet.
struct Question {
  std::string sql;
  std::vector<Param> params;
};

void append_cell(std::string& to, const Cell& cell) {
  to += static_cast<char>('0' + cell.index());
  std::string content;
  if (const auto* number = std::get_if<std::int64_t>(&cell)) content = std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&cell)) content = *text;
  if (const auto* bytes = std::get_if<Bytes>(&cell)) content = as_text(*bytes);
  to += std::to_string(content.size()) + ":" + content;
}

/// No two questions have the same.
std::string key_of(const char* sql, Params params) {
  std::string key = sql;
  for (const Param& param : params) {
    key += '\0';
    key += param.name;
    append_cell(key, param.value);
  }
  return key;
}

std::int64_t changed_by(pg_result* result) {
  std::int64_t changed = 0;
  const std::string_view count = library().PQcmdTuples(result);
  std::from_chars(count.data(), count.data() + count.size(), changed);
  return changed;
}

/// Answers, as they were when the transaction began, or were given since.
class Foretold {
 public:
  explicit Foretold(const std::string& service) : service_(service) {}

  const pg_result* find(const std::string& key) const {
    const auto found = answers_.find(key);
    return found == answers_.end() ? nullptr : found->second.get();
  }
  const pg_result* know(const std::string& key, Result answer) { return (answers_[key] = std::move(answer)).get(); }
  void tell(const pg_result* answer, const Each& each) const {
    ResultRow row(service_);
    const int rows = library().PQntuples(answer);
    for (int i = 0; i < rows; ++i) {
      row.show(answer, i);
      if (!each(row)) return;
    }
  }

 private:
  const std::string& service_;
  std::map<std::string, Result, std::less<>> answers_;
};

/// The tables that a part has written to: what it asks of them is answered by the server alone.
class Written {
 public:
  /// "INSERT INTO t ...", "UPDATE t ...", "DELETE FROM t ..."
  void add(std::string_view sql) {
    for (int left = sql.starts_with("UPDATE ") ? 1 : 2; left > 0; --left) sql.remove_prefix(sql.find(' ') + 1);
    tables_.insert(std::string(sql.substr(0, sql.find_first_of(" (\n"))));
  }
  bool concerns(std::string_view sql) const {
    return std::any_of(tables_.begin(), tables_.end(), [&](const std::string& table) { return has_word(sql, table); });
  }

 private:
  static bool is_of_name(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
  static bool has_word(std::string_view sql, std::string_view word) {
    for (std::size_t at = sql.find(word); at != std::string_view::npos; at = sql.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      if ((at == 0 || !is_of_name(sql[at - 1])) && (end == sql.size() || !is_of_name(sql[end]))) return true;
    }
    return false;
  }
  std::set<std::string> tables_;
};

/// What a part sees that runs to find what it asks: nothing is changed, and it runs as far as all is known.
class Rehearsal : public Write {
 public:
  Rehearsal(const Foretold& foretold, std::map<std::string, Question>& wanted) : foretold_(foretold), wanted_(wanted) {}

  void query(const char* sql, Params params, const Each& each) override {
    if (written_.concerns(sql)) throw Unforeseen();
    std::string key = key_of(sql, params);
    if (const pg_result* answer = foretold_.find(key)) return foretold_.tell(answer, each);
    lacks_ = true;
    wanted_.try_emplace(std::move(key), Question{sql, {params.begin(), params.end()}});
    throw Unforeseen();
  }
  std::int64_t execute(const char* sql, Params) override {
    written_.add(sql);
    return 1;
  }
  std::int64_t changes() override { throw Unforeseen(); }
  bool lacks() const { return lacks_; }

 private:
  const Foretold& foretold_;
  std::map<std::string, Question>& wanted_;
  Written written_;
  bool lacks_ = false;
};

/// What they see that are to be committed.
class Performance : public Write {
 public:
  Performance(Pipeline& pipeline, Foretold& foretold) : pipeline_(pipeline), foretold_(foretold) {}

  void begin_part() { written_ = {}; }

  void query(const char* sql, Params params, const Each& each) override {
    const std::string key = key_of(sql, params);
    const pg_result* answer = written_.concerns(sql) ? nullptr : foretold_.find(key);
    pipeline_.send(sql, params);
    due_.push_back({answer, kNoCount});
    // What is not known, or depends on what was written, takes a round trip of its own.
    if (answer == nullptr) answer = foretold_.know(key, settle());
    foretold_.tell(answer, each);
  }
  std::int64_t execute(const char* sql, Params params) override {
    change(sql, params, 1);
    return 1;
  }
  void apply(const char* sql, Params params) override { change(sql, params, kNoCount); }
  std::int64_t changes() override { throw Unforeseen(); }

  /// Takes the answers to all that was sent; throws where one is not as it was foretold. The last of them.
  Result settle() {
    std::vector<Result> answers = pipeline_.answers();
    const std::vector<Due> due = std::exchange(due_, {});
    for (std::size_t i = 0; i < due.size(); ++i) {
      if (due[i].rows != nullptr && !same_rows(due[i].rows, answers[i].get())) throw Unforeseen();
      if (due[i].count != kNoCount && changed_by(answers[i].get()) != due[i].count) throw Unforeseen();
    }
    return answers.empty() ? nullptr : std::move(answers.back());
  }

 private:
  static constexpr std::int64_t kNoCount = -1;
  struct Due {
    const pg_result* rows;  // or null: any
    std::int64_t count;     // or kNoCount: any
  };

  void change(const char* sql, Params params, std::int64_t count) {
    written_.add(sql);
    pipeline_.send(sql, params);
    due_.push_back({nullptr, count});
  }

  Pipeline& pipeline_;
  Foretold& foretold_;
  Written written_;
  std::vector<Due> due_;
};

/// Whether it asked for what is not known. What it throws is told when it is performed, if it is thrown then.
bool rehearse(const Part& part, const Foretold& foretold, std::map<std::string, Question>& wanted) {
  Rehearsal rehearsal(foretold, wanted);
  try {
    part(rehearsal);
  } catch (const Unforeseen&) {
  } catch (const std::exception&) {
  }
  return rehearsal.lacks();
}

void ask(Pipeline& pipeline, const std::map<std::string, Question>& wanted, Foretold& foretold) {
  for (const auto& [key, question] : wanted) pipeline.send(question.sql.c_str(), question.params);
  std::vector<Result> answers = pipeline.answers();
  auto answer = answers.begin();
  for (const auto& [key, question] : wanted) foretold.know(key, std::move(*answer++));
}

/// Each round asks what all of them ask next.
void foretell(Pipeline& pipeline, std::span<const Part> parts, Foretold& foretold) {
  constexpr int kRounds = 30;
  std::vector<const Part*> lacking;
  for (const Part& part : parts) lacking.push_back(&part);
  for (int round = 0; round < kRounds && !lacking.empty(); ++round) {
    std::map<std::string, Question> wanted;
    std::erase_if(lacking, [&](const Part* part) { return !rehearse(*part, foretold, wanted); });
    if (!wanted.empty()) ask(pipeline, wanted, foretold);
  }
}

}  // namespace

bool run_foretold(ServerConnection& connection, std::span<const Part> parts) {
  Foretold foretold(connection.service());
  Pipeline pipeline(connection);
  try {
    // One alone asks as it goes: there is nobody to share a round trip with.
    if (parts.size() > 1) foretell(pipeline, parts, foretold);
    Performance performance(pipeline, foretold);
    for (const Part& part : parts) {
      performance.begin_part();
      part(performance);
    }
    performance.settle();
    return true;
  } catch (const Unforeseen&) {
    return false;
  }
}

}  // namespace pkit::store::postgresql
