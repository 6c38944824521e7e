// pkit show: one stored thing, or a certificate or CSR in a file.
#include "ask/operations.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct ShowOptions {
  std::string word;
  bool pem = false;
};

void print_shown(Screen& screen, const pkit::Outcome& outcome) {
  for (const auto& [name, value] : outcome.data.members()) {
    if (value.is_map())
      print_thing(screen, name, value, {"pem"});
    else if (value.is_list())
      for (const Value& item : value.items())
        item.is_map() ? print_thing(screen, name, item, {"pem"}) : screen.line(name + " " + text_of(item));
    else
      screen.line(name + " " + text_of(value));
  }
  if (!outcome.certificate.empty()) screen.pem(outcome.certificate);
}

/// A file can be looked at where there is no home.
pkit::Outcome shown(Context& context, const std::string& word) {
  const auto content = document_or_word(context, word);
  if (!content) return pkit::show(context.session(), word);
  return pkit::show_document(context.has_home() ? &context.session() : nullptr, word, *content);
}

int show_word(Context& context, const ShowOptions& o) {
  const pkit::Outcome outcome = shown(context, o.word);
  if (o.pem && outcome.exit() == 0 && outcome.certificate.empty())
    throw Error(Kind::usage, "show.pem", "'" + o.word + "' has no certificate to print");
  return context.output.show(
      outcome, [&](Screen& screen) { o.pem ? screen.pem(outcome.certificate) : print_shown(screen, outcome); });
}

}  // namespace

Run bind_show(Options& options) {
  auto o = std::make_shared<ShowOptions>();
  options.argument("WORD", "an ID, a serial, a machine's name or a file", o->word)
      .must_be_given()
      .completes(Completion::stored);
  options.flag("--pem", "print the certificate and nothing else", o->pem);
  return [o](Context& context) { return show_word(context, *o); };
}

}  // namespace pkit::app
