// Regular expressions by RE2, whose time is linear in the text. The only file that includes it.
#include <re2/re2.h>

#include "base/error.h"
#include "base/text.h"
#include "pattern/pattern.h"

namespace pkit::pattern {

namespace {

constexpr std::int64_t kMaxMemory = 1 << 20;

RE2::Options options() {
  RE2::Options o;
  o.set_encoding(RE2::Options::EncodingUTF8);
  o.set_max_mem(kMaxMemory);
  o.set_log_errors(false);
  return o;
}

}  // namespace

struct Regex::Impl {
  explicit Impl(const std::string& pattern) : text(pattern), compiled(pattern, options()) {}
  std::string text;
  RE2 compiled;
};

Regex::Regex(const std::string& text) : impl_(std::make_unique<Impl>(text)) {
  if (!impl_->compiled.ok())
    throw Error(Kind::usage, "pattern.regex",
                "the pattern \"" + printable(text.substr(0, 100)) + "\": " + printable(impl_->compiled.error()));
}

Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

bool Regex::matches(std::string_view text) const {
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), impl_->compiled);
}

const std::string& Regex::text() const { return impl_->text; }

}  // namespace pkit::pattern
