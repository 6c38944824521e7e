// pkit show: one stored thing, or a certificate or CSR in a file.
#include "ask/operations.h"
#include "pkit/files.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

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
pkit::Outcome ask_shown(Context& context, const LocalCommand& command, const pkit::ShowRequest& request) {
  const bool alone = request.content && !request.pem && !context.has_home();
  return alone ? pkit::show_document(nullptr, request.word, *request.content) : ask_local(context, command);
}

int run_show(Context& context, LocalCommand& command) {
  pkit::ShowRequest& request = *static_cast<pkit::ShowRequest*>(command.request.get());
  if (!request.csr) request.content = document_or_word(context, request.word);
  const pkit::Outcome outcome = ask_shown(context, command, request);
  if (request.csr && context.output.format() != Format::json)
    return context.output.print(outcome.data.text_or("csrPem"));
  return context.output.show(
      outcome, [&](Screen& screen) { request.pem ? screen.pem(outcome.certificate) : print_shown(screen, outcome); });
}

}  // namespace

Run bind_show(Options& options) {
  auto command = std::make_shared<LocalCommand>(kShow);
  declare_local(options, *command);
  return [command](Context& context) { return run_show(context, *command); };
}

}  // namespace pkit::app
