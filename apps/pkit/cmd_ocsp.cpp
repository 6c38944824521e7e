// pkit ocsp respond, ocsp prepare: whether a certificate is revoked, for who asks.
#include "pkit/context.h"
#include "pkit/crl_life.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/verbs.h"
#include "revocation/ocsp.h"

namespace pkit::app {

namespace {

constexpr std::size_t kOcspRequestLimit = 64 * 1024;

struct RespondOptions {
  std::string file = "-", out;
  std::optional<Duration> next_update;
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

struct PrepareOptions {
  OcspPrepareRequest request;
  std::string out;
  std::optional<Duration> next_update;
};

}  // namespace

Run bind_ocsp_respond(Options& options) {
  auto o = std::make_shared<RespondOptions>();
  options.argument("REQUEST", "a file that holds the request in DER; by default standard input", o->file)
      .completes(Completion::file);
  options.file("--out", "FILE", "where to write the answer; by default standard output", o->out);
  options.duration("--next-update", "how long it is good for, 1h by default", o->next_update);
  return [o](Context& context) {
    if (!o->out.empty() && o->out != "-") check_not_own(context, o->out);
    OcspRespondRequest request{read_request(context, o->file), crl_life("--next-update", o->next_update, kAnswerLife)};
    return print_response(context, *o, respond_ocsp(context.session(), request));
  };
}

Run bind_ocsp_prepare(Options& options) {
  auto o = std::make_shared<PrepareOptions>();
  options.directory("--out", "DIR", "the directory for the answers, which is replaced whole", o->out).must_be_given();
  options
      .text("--authority", "NAME", "for this authority alone; by default all whose keys are here", o->request.authority)
      .completes(Completion::authority);
  options.duration("--next-update", "how long they are good for, 2d by default", o->next_update);
  return [o](Context& context) {
    check_not_own(context, o->out);
    o->request.out = absolute_path(o->out);
    o->request.next_update = crl_life("--next-update", o->next_update, kPreparedLife);
    const Outcome outcome = prepare_ocsp(context.session(), o->request, [&](std::size_t done, std::size_t total) {
      context.output.progress(std::to_string(done) + " of " + std::to_string(total));
    });
    return context.output.show(outcome, [&](Screen& screen) {
      screen.line(outcome.data.text_or("directory") + ": " + text_of(outcome.data["answers"]) + " answers, " +
                  text_of(outcome.data["revoked"]) + " of them revoked, until " + outcome.data.text_or("nextUpdate"));
    });
  };
}

}  // namespace pkit::app
