// Hidden: pkit __complete [--describe] -- WORD... prints what the shell may offer for the last word. Never fails and
// never creates anything: a home that cannot be opened has nothing to offer.
#include "ask/operations.h"
#include "pkit/completion.h"
#include "pkit/context.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

std::vector<StoredWord> kinds_of(Completion what) {
  switch (what) {
    case Completion::registration:
      return {StoredWord::registration, StoredWord::orchestrator};
    case Completion::orchestrator:
      return {StoredWord::orchestrator};
    case Completion::waiting:
      return {StoredWord::waiting, StoredWord::machine};
    case Completion::approved:
      return {StoredWord::approved};
    case Completion::certificate:
      return {StoredWord::certificate};
    case Completion::revocable:
      return {StoredWord::valid, StoredWord::machine};
    case Completion::profile:
      return {StoredWord::profile};
    case Completion::authority:
      return {StoredWord::authority};
    case Completion::order:
      return {StoredWord::order};
    case Completion::kept:
      return {StoredWord::key};
    case Completion::stored:
      return {StoredWord::registration, StoredWord::orchestrator, StoredWord::certificate, StoredWord::machine,
              StoredWord::key};
    default:
      return {};
  }
}

std::vector<std::string> stored_in(Context& outer, Completion what, const std::string& prefix,
                                   const std::string& home) {
  std::vector<std::string> words;
  try {
    Globals globals;
    globals.home = home;
    Context context{outer.output, outer.world, globals, Needs::home};
    for (const StoredWord kind : kinds_of(what))
      for (std::string& word : pkit::stored_words(context.session(), kind, prefix)) words.push_back(std::move(word));
  } catch (const Error&) {
    words.clear();
  }
  return words;
}

}  // namespace

Run bind_complete(Options& options) {
  auto words = std::make_shared<std::vector<std::string>>();
  auto with_help = std::make_shared<bool>(false);
  options.flag("--describe", "with a word on each, after a tabulator", *with_help);
  options.arguments("WORD", "the words typed so far, after --", *words).must_be_given().or_empty();
  return [words, with_help](Context& context) {
    const Stored stored = [&](Completion what, const std::string& prefix, const std::string& home) {
      return stored_in(context, what, prefix, home);
    };
    std::string text;
    for (const std::string& candidate : complete(*words, stored)) {
      const std::string help = *with_help ? describe(*words, candidate) : std::string();
      text += candidate + (help.empty() ? "" : "\t" + help) + "\n";
    }
    return context.output.print(text);
  };
}

}  // namespace pkit::app
