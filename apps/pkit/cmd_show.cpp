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
  bool pem = false, csr = false;
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

int show_pem(Context& context, const ShowOptions& o) {
  const pkit::Outcome outcome = pkit::show_certificate(context.session(), o.word, document_or_word(context, o.word));
  return context.output.show(outcome, [&](Screen& screen) { screen.pem(outcome.certificate); });
}

int show_csr(Context& context, const ShowOptions& o) {
  const pkit::Outcome outcome = pkit::show_request(context.session(), o.word);
  if (context.output.format() == Format::json) return context.output.show(outcome, [](Screen&) {});
  return context.output.print(outcome.data.text_or("csrPem"));
}

int show_word(Context& context, const ShowOptions& o) {
  if (o.pem && o.csr) throw Error(Kind::usage, "option.combination", "--pem and --csr exclude each other");
  if (o.pem) return show_pem(context, o);
  if (o.csr) return show_csr(context, o);
  const pkit::Outcome outcome = shown(context, o.word);
  return context.output.show(outcome, [&](Screen& screen) { print_shown(screen, outcome); });
}

}  // namespace

Run bind_show(Options& options) {
  auto o = std::make_shared<ShowOptions>();
  options.argument("WORD", "an ID, a serial, a machine's name or a file", o->word)
      .must_be_given()
      .completes(Completion::stored);
  options.flag("--pem", "print the certificate and nothing else", o->pem);
  options.flag("--csr", "print the request of a registration and nothing else", o->csr);
  return [o](Context& context) { return show_word(context, *o); };
}

}  // namespace pkit::app
