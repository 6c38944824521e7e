#include "base/error.h"

#include <algorithm>
#include <filesystem>
#include <new>
#include <utility>

namespace pkit {

Error::Error(Kind kind, std::string code, std::string what, std::string hint, std::vector<Fault> details)
    : kind_(kind),
      code_(std::move(code)),
      what_(std::move(what)),
      hint_(std::move(hint)),
      details_(std::move(details)) {}

Error Error::within(const std::string& context) const {
  if (context.empty()) return *this;
  return Error(kind_, code_, context + ": " + what_, hint_, details_);
}

Error error_of(const std::string& subject, std::vector<Fault> faults) {
  auto gravest = std::find_if(faults.begin(), faults.end(), [](const Fault& f) { return f.kind == Kind::input; });
  const Fault first = gravest == faults.end() ? faults.front() : *gravest;
  std::string what = subject.empty() ? first.what : subject + ": " + first.what;
  if (faults.size() > 1) what += " (and " + std::to_string(faults.size() - 1) + " more)";
  return Error(first.kind, first.code, std::move(what), first.hint, std::move(faults));
}

Error as_error(const std::exception& exception) {
  if (const auto* error = dynamic_cast<const Error*>(&exception)) return *error;
  if (const auto* error = dynamic_cast<const std::filesystem::filesystem_error*>(&exception))
    return Error(Kind::state, "file.write", error->path1().string() + ": " + error->code().message());
  if (dynamic_cast<const std::bad_alloc*>(&exception)) return Error(Kind::internal, "internal", "out of memory");
  return Error(Kind::internal, "internal", exception.what(), "this is a fault in pkit: please report it");
}

}  // namespace pkit
