// A batch is judged as a whole before its first signature.
#include <algorithm>
#include <map>

#include "base/address.h"
#include "base/error.h"
#include "base/text.h"
#include "batch/batch_input.h"
#include "digest/digest.h"
#include "x509/pem.h"

namespace pkit {

namespace {

constexpr std::size_t kMostFaults = 256;

/// Digests of which equal ones are to be found, with the items they are of. Half of a SHA-256 tells a hundred thousand
/// apart, and a stranger who makes two alike has only his own refused.
class Twins {
 public:
  void add(std::string_view what, std::size_t number) {
    const digest::Digest digest = digest::sha256(what);
    Seen seen{{}, static_cast<std::uint32_t>(number)};
    std::copy_n(digest.begin(), seen.digest.size(), seen.digest.begin());
    seen_.push_back(seen);
  }

  /// Each item with the first that is like it.
  template <class Each>
  void each(const Each& fn) {
    std::sort(seen_.begin(), seen_.end());
    for (std::size_t i = 1, first = 0; i < seen_.size(); ++i) {
      if (seen_[i].digest != seen_[first].digest) first = i;
      if (i != first) fn(seen_[first].number, seen_[i].number);
    }
  }

 private:
  struct Seen {
    std::array<std::uint8_t, 16> digest;
    std::uint32_t number;
    auto operator<=>(const Seen&) const = default;
  };
  std::vector<Seen> seen_;
};

struct Twin {
  std::size_t second, first;
  auto operator<=>(const Twin&) const = default;
};

class Survey {
 public:
  Survey(BatchInput& input, const ManifestForm& form, bool outputs) : input_(input), form_(form), outputs_(outputs) {}

  std::size_t run() {
    bool more = true;
    while (more) {
      guarded([&] {
        const std::optional<BatchEntry> entry = input_.next();
        more = entry.has_value();
        if (entry) see(*entry);
      });
    }
    name_twins(csrs_, "batch.twice", "asks for the same as");
    name_twins(names_, "batch.collision", "has the same output as");
    input_.rewind();
    if (faults_.size() == 1) throw Error(faults_[0].kind, faults_[0].code, faults_[0].what, faults_[0].hint);
    if (!faults_.empty()) throw error_of("", std::move(faults_));
    return items_;
  }

 private:
  /// What is wrong with one item does not hide what is wrong with the next.
  template <class Fn>
  void guarded(const Fn& fn) {
    try {
      fn();
    } catch (const Error& error) {
      if (error.kind() == Kind::state) throw;
      add({error.kind(), error.code(), "", error.what(), error.hint()});
    }
  }

  void add(Fault fault) {
    if (faults_.size() < kMostFaults) faults_.push_back(std::move(fault));
  }

  void see(const BatchEntry& entry) {
    ++items_;
    csrs_.add(identity(entry), items_);
    if (outputs_) {
      const std::string name = output_name(entry.item);
      require_plain_name(name, entry.name);
      // One name for all who take upper and lower case for the same.
      names_.add(machine_key(name), items_);
    } else if (!entry.item.out.empty()) {
      add({Kind::usage, "batch.out", "", entry.name + " names an output, but there is no --out DIR", ""});
    }
  }

  /// A registration is of one machine and one CSR or none.
  std::string identity(const BatchEntry& entry) const {
    const std::string csr = csr_identity(entry.item).value_or("");
    return form_.by_machine() ? machine_key(entry.item.client_machine()) + " " + csr : csr;
  }

  void name_twins(Twins& twins, const char* code, const char* what) {
    std::vector<Twin> found;
    twins.each([&](std::size_t first, std::size_t second) {
      if (found.size() < kMostFaults) found.push_back({second, first});
    });
    if (found.empty()) return;
    std::sort(found.begin(), found.end());
    const auto names = names_of(found);
    for (const Twin& twin : found)
      add({Kind::conflict, code, "", names.at(twin.second) + " " + what + " " + names.at(twin.first), ""});
  }

  /// The input is read once more for them: nobody keeps a hundred thousand names for that.
  std::map<std::size_t, std::string> names_of(const std::vector<Twin>& twins) {
    std::map<std::size_t, std::string> names;
    for (const Twin& twin : twins) names[twin.first] = names[twin.second] = "";
    input_.rewind();
    std::size_t number = 0;
    bool more = true;
    while (more) {
      try {
        const std::optional<BatchEntry> entry = input_.next();
        more = entry.has_value();
        if (const auto wanted = names.find(++number); more && wanted != names.end()) wanted->second = entry->name;
      } catch (const Error& error) {  // of a line that is none: told already
        if (error.kind() == Kind::state) throw;
      }
    }
    return names;
  }

  BatchInput& input_;
  const ManifestForm& form_;
  const bool outputs_;
  std::size_t items_ = 0;
  Twins csrs_, names_;
  std::vector<Fault> faults_;
};

}  // namespace

std::optional<std::string> csr_identity(const ManifestItem& item) {
  std::optional<std::string> csr;
  try {
    csr = csr_of(item);
    if (!csr) return std::nullopt;
    const Bytes der = x509::one_document(*csr, {"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"}, "");
    return std::string(der.begin(), der.end());
  } catch (const Error&) {  // it is refused when its turn comes
    return csr ? *csr : item.csr_file;
  }
}

std::string output_name(const ManifestItem& item) {
  if (!item.out.empty()) return item.out;
  if (!item.csr_file.empty()) return Path(item.csr_file).stem().string() + ".pem";
  if (const std::string machine = item.client_machine(); !machine.empty()) return machine + ".pem";
  return digest::sha256_hex(csr_identity(item).value_or("")) + ".pem";
}

std::size_t survey(BatchInput& input, const ManifestForm& form, bool outputs) {
  return Survey(input, form, outputs).run();
}

}  // namespace pkit
