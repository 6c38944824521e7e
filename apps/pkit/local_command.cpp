#include "pkit/local_command.h"

#include "pkit/decision.h"
#include "pkit/files.h"
#include "pkit/progress.h"

namespace pkit::app {

void declare_local(Options& options, LocalCommand& command) {
  declare_inputs(options, command.operation.inputs, command.request, command.files, {.needed_at_once = true});
  if (command.operation.common && !command.operation.inputs.find("dry-run"))
    declare_retry(options, command.operation.common(command.request.get()));
}

namespace {

/// What a word for a certificate may be here and not in the core: a file that holds it.
Value named_certificate(Context& context, const Value& word) {
  if (word.is_text()) return Value(certificate_word(context, word.as_text()));
  if (!word.is_list()) return word;
  Value words = Value::list();
  for (const Value& one : word.items()) words.push(named_certificate(context, one));
  return words;
}

void name_certificates(Context& context, const Inputs& inputs, void* request) {
  for (const Input& input : inputs)
    if (const Value given = input.get(request); input.completion == Completion::certificate && !given.is_null())
      put_option(input, request, named_certificate(context, given));
}

}  // namespace

Outcome ask_local(Context& context, const LocalCommand& command, const std::function<void(const Value&)>& row) {
  read_inputs(context, command.files, command.request.get());
  name_certificates(context, command.operation.inputs, command.request.get());
  ShownProgress shown(context.output.io(), context.world);
  return command.operation.run(context.session(), command.request.get(),
                               {.progress = [&](std::size_t done, std::size_t of) { shown.at(done, of); }, .row = row});
}

int show_local(Context& context, const LocalCommand& command, Print print) {
  const Outcome outcome = ask_local(context, command);
  return context.output.show(outcome, [&](Screen& screen) { print(screen, outcome); });
}

}  // namespace pkit::app
