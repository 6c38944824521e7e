// Databases that behave as others do, over one that is there.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <utility>

#include "store/database.h"
#include "store/try_again.h"

namespace pkit::store::test {

/// What is the same in all of them.
class Over : public Database {
 public:
  explicit Over(std::unique_ptr<Database> inner) : inner_(std::move(inner)) {}
  void read(const std::function<void(Read&)>& fn) override { inner_->read(fn); }
  void expect_many_writes() override { inner_->expect_many_writes(); }
  void keep_little() override { inner_->keep_little(); }
  std::vector<std::string> check() override { return inner_->check(); }

 protected:
  std::unique_ptr<Database> inner_;
};

/// The one that is there, as it is.
class Plain : public Over {
 public:
  using Over::Over;
  void write(const std::function<void(Write&)>& fn) override { inner_->write(fn); }
  void write_each(std::span<const std::function<void(Write&)>> parts) override { inner_->write_each(parts); }
};

/// Runs each function of write() twice, and only the second counts: one that has another effect than what it writes has
/// it twice.
class Twice : public Over {
 public:
  using Over::Over;
  void write(const std::function<void(Write&)>& fn) override {
    struct TakenBack {};
    try {
      inner_->write([&](Write& write) {
        fn(write);
        throw TakenBack();
      });
    } catch (const TakenBack&) {
    }
    inner_->write(fn);
  }
};

/// Lets another user write before what is written next.
class Meanwhile : public Over {
 public:
  using Over::Over;
  void before_next(std::function<void(Write&)> other) { other_ = std::move(other); }
  void write(const std::function<void(Write&)>& fn) override {
    if (const auto other = std::exchange(other_, nullptr)) inner_->write(other);
    inner_->write(fn);
  }

 private:
  std::function<void(Write&)> other_;
};

/// Answers as an engine whose other users were faster, once: where the statement or commit of that number, from 0, is
/// due. After a statement was answered so the transaction takes no other, as PostgreSQL has it.
class Overtaken : public Over {
 public:
  using Over::Over;
  void answer(const TryAgain& row, int at) {
    row_ = &row;
    left_ = at;
  }
  void forget() { row_ = nullptr; }
  /// Whether there were that many.
  bool answered() const { return !row_; }
  int runs() const { return runs_; }

  void write(const std::function<void(Write&)>& fn) override {
    until_committed([&](Met& met) {
      ++runs_;
      inner_->write([&](Write& write) {
        View view(*this, met, write);
        fn(view);
        met.require_none();
        step(met);
      });
    });
  }

 private:
  class View : public Write {
   public:
    View(Overtaken& engine, Met& met, Write& inner) : engine_(engine), met_(met), inner_(inner) {}
    void query(const char* sql, Params params, const std::function<bool(const Row&)>& each) override {
      met_.require_none();
      inner_.query(sql, params, each);
    }
    std::int64_t changes() override { return inner_.changes(); }
    std::int64_t execute(const char* sql, Params params) override {
      met_.require_none();
      engine_.step(met_);
      return inner_.execute(sql, params);
    }

   private:
    Overtaken& engine_;
    Met& met_;
    Write& inner_;
  };

  void step(Met& met) {
    if (row_ && left_-- == 0) met.fail(*std::exchange(row_, nullptr));
  }

  const TryAgain* row_ = nullptr;
  int left_ = 0, runs_ = 0;
};

}  // namespace pkit::store::test
