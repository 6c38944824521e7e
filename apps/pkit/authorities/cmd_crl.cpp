// pkit crl: the lists of what is revoked, for servers and for publishing.
#include "pkit/files.h"
#include "pkit/local_command.h"
#include "pkit/verbs.h"
#include "revocation/crl.h"

namespace pkit::app {

namespace {

struct CrlCommand : LocalCommand {
  CrlCommand() : LocalCommand(kMakeCrls) {}
  std::string out;
};

void take_out(Context& context, const CrlCommand& command) {
  CrlRequest& request = *static_cast<CrlRequest*>(command.request.get());
  if (command.out.empty() || command.out == "-") {
    if (request.if_due)
      throw Error(Kind::usage, "option.combination", "--if-due needs --out FILE", "it is the file that is due or not");
    if (context.output.format() == Format::json)
      throw Error(Kind::usage, "option.combination", "--format json needs --out FILE", "a CRL may be very large");
    request.to = [&](BytesView piece) { context.output.io().out << as_text(piece); };
    return;
  }
  check_not_own(context, command.out);
  request.out = absolute_path(command.out);
}

void print_crls(Screen& screen, const Outcome& outcome) {
  const Value& data = outcome.data;
  const std::string file = data.text_or("file");
  if (file.empty()) return;
  if (!data["crls"].is_list()) return screen.line(file + " is up to date, until " + data.text_or("until"));
  for (const Value& crl : data["crls"].items())
    screen.line(file + ": " + text_of(crl["entries"]) + " revoked by " + crl.text_or("issuer") + ", number " +
                crl.text_or("number") + ", until " + crl.text_or("nextUpdate"));
}

}  // namespace

Run bind_crl(Options& options) {
  auto command = std::make_shared<CrlCommand>();
  declare_local(options, *command);
  options.file("--out", "FILE", "where to write them; by default standard output", command->out);
  return [command](Context& context) {
    take_out(context, *command);
    return show_local(context, *command, print_crls);
  };
}

}  // namespace pkit::app
