#include "pkit/ask/path_options.h"

#include <algorithm>

#include "base/file.h"
#include "bridge/ask.h"

namespace pkit::app {

namespace {

constexpr std::size_t kBundleLimit = 16 * 1024 * 1024, kCrlLimit = 64 * 1024 * 1024;
const std::vector<std::string> kPurposes = {"any", "client", "server", "email", "code"};
const std::vector<std::string> kRequired = {"none", "leaf", "all"};

std::vector<NamedContent> read_all_of(const std::vector<std::string>& files, std::size_t limit) {
  std::vector<NamedContent> contents;
  for (const std::string& file : files) contents.push_back({file, read_file(file, limit)});
  return contents;
}

template <class Enum>
Enum nth(const std::vector<std::string>& words, const std::string& word) {
  const auto found = std::find(words.begin(), words.end(), word);
  return found == words.end() ? Enum{} : static_cast<Enum>(found - words.begin());
}

}  // namespace

void declare_path(Options& options, PathOptions& path) {
  options.texts("--root", "FILE", "a trust anchor, or several; default: the home's", path.roots)
      .completes(Completion::file);
  options.texts("--intermediate", "FILE", "certificates that may lie between", path.intermediates)
      .completes(Completion::file);
  options.texts("--crl", "FILE", "who is revoked", path.crls).completes(Completion::file);
  options.choice("--require-crl", "WHICH", kRequired, "whose status must be known", path.require_crl);
  options.choice("--purpose", "PURPOSE", kPurposes, "what it is to be used for", path.purpose);
  options.text("--realm", "REALM", "trust this realm's authority, and ask its procedures", path.realm);
  options.time("--at", "judge it as of then", path.at);
  options.flag("--lenient", "take what only breaks the profile for issuing", path.lenient);
}

path::Pool read_pool(Context& context, const PathOptions& o, std::vector<std::string>& warnings) {
  const PoolFiles files{read_all_of(o.roots, kBundleLimit), read_all_of(o.intermediates, kBundleLimit),
                        read_all_of(o.crls, kCrlLimit)};
  path::Pool pool = pkit::read_pool(files, warnings);
  if (!o.roots.empty()) return pool;
  const std::optional<pkit::Setup> setup = realm_setup(context, o);
  path::Pool home = setup ? bridge::pool_in(context.session(), *setup, o.realm) : pool_of_home(context.session());
  pool.roots = std::move(home.roots);
  pool.intermediates.insert(pool.intermediates.end(), home.intermediates.begin(), home.intermediates.end());
  return pool;
}

std::optional<pkit::Setup> realm_setup(Context& context, const PathOptions& o) {
  if (o.realm.empty()) return std::nullopt;
  const pkit::Session& session = context.session();
  return load_setup(session.home, session.state);
}

/// By the clock of the home whose authorities are trusted, which may be a server's.
static Time present(Context& context, const PathOptions& o) {
  if (o.at) return *o.at;
  if (context.globals.now) return *context.globals.now;
  return o.roots.empty() ? context.session().world.now() : context.world.now();
}

path::Question question_of(Context& context, const PathOptions& o) {
  path::Question question;
  question.at = present(context, o);
  question.purpose = nth<path::Purpose>(kPurposes, o.purpose);
  question.require_crl = nth<path::RequireCrl>(kRequired, o.require_crl);
  question.lenient = o.lenient;
  return question;
}

}  // namespace pkit::app
