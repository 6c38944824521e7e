// pkit ocsp respond, ocsp prepare: whether a certificate is revoked, for who asks.
#include "pkit/files.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"
#include "revocation/ocsp.h"

namespace pkit::app {

namespace {

constexpr std::size_t kOcspRequestLimit = 64 * 1024;

struct RespondOptions {
  std::string file = "-", out;
  Duration next_update = kAnswerLife;
};

Bytes read_request(Context& context, const std::string& file) {
  return to_bytes(file == "-" ? read_all(context.output.io().in, "standard input", kOcspRequestLimit)
                              : read_file(file, kOcspRequestLimit));
}

/// The answer alone is the result in text, whatever it says: a client waits for it.
int print_response(Context& context, const RespondOptions& o, OcspResponse response) {
  const bool to_file = !o.out.empty() && o.out != "-";
  if (to_file) replace_file(o.out, response.der, Mode::shared);
  if (context.output.format() == Format::json)
    response.outcome.data.set("response", to_base64(response.der));
  else if (!to_file)
    context.output.print(as_text(response.der));
  return context.output.show(response.outcome, [&](Screen& screen) {
    if (to_file) screen.line("wrote " + o.out);
  });
}

void print_prepared(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  screen.line(data.text_or("directory") + ": " + text_of(data["answers"]) + " answers, " + text_of(data["revoked"]) +
              " of them revoked, until " + data.text_or("nextUpdate"));
}

}  // namespace

Run bind_ocsp_respond(Options& options) {
  auto o = std::make_shared<RespondOptions>();
  options.argument("REQUEST", "a file that holds the request in DER; by default standard input", o->file)
      .completes(Completion::file);
  options.file("--out", "FILE", "where to write the answer; by default standard output", o->out);
  options.as<AsCrlLife>("--next-update", "how long it is good for, 1h by default", o->next_update);
  return [o](Context& context) {
    if (!o->out.empty() && o->out != "-") check_not_own(context, o->out);
    const OcspRespondRequest request{read_request(context, o->file), o->next_update};
    return print_response(context, *o, respond_ocsp(context.session(), request));
  };
}

Run bind_ocsp_prepare(Options& options) {
  auto command = std::make_shared<LocalCommand>(kPrepareOcsp);
  declare_local(options, *command);
  return [command](Context& context) {
    check_not_own(context, static_cast<OcspPrepareRequest*>(command->request.get())->out);
    return show_local(context, *command, print_prepared);
  };
}

}  // namespace pkit::app
