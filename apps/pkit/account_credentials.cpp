#include "pkit/account_credentials.h"

#include "pkit/render.h"

namespace pkit::app {

namespace {

constexpr std::size_t kLongestLine = 1024;

void write_password(const Target& target, const Secret& password) {
  const Secret line(std::string(password.reveal()) + "\n");
  if (target.force)
    replace_file(target.path, as_bytes(line.reveal()), Mode::secret);
  else
    create_file(target.path, as_bytes(line.reveal()), Mode::secret);
}

}  // namespace

void declare_credentials(Options& options, CredentialOptions& o) {
  options.text("--username", "U", "the one-time user name; without it one is made", o.username);
  options.file("--password-file", "FILE", "the one-time password; - is standard input; without it one is made",
               o.password_file);
  options.file("--password-out", "FILE", "write a password that is made there, not to standard output",
               o.password_out.path);
  options.flag("--force", "replace what is in --password-out", o.password_out.force);
  options.duration("--expires", "how long they can be used, 24h by default", o.lasts);
  options.text("--key-digest", "HEX", "only for a CSR over the key with this SHA-256", o.key_digest);
  options.text("--subject", "DN", "only for a CSR with this subject", o.subject);
}

Secret secret_line(Context& context, const std::string& file) {
  if (file != "-") return secret_in(context, file);
  Secret all(read_all(context.output.io().in, "standard input", kLongestLine));
  std::string_view line = all.reveal();
  if (line.ends_with("\n")) line.remove_suffix(1);
  if (line.ends_with("\r")) line.remove_suffix(1);
  if (line.empty() || line.find('\n') != std::string_view::npos)
    throw Error(Kind::usage, "secret.line", "standard input is not one line with a password");
  return Secret(std::string(line));
}

pkit::NewCredentials take_credentials(Context& context, const CredentialOptions& o) {
  pkit::NewCredentials credentials{o.username, std::nullopt, o.lasts, o.key_digest, o.subject};
  if (!o.password_file.empty()) {
    credentials.password = secret_line(context, o.password_file);
  } else if (o.password_out.path.empty() && context.output.format() == Format::json) {
    throw Error(Kind::usage, "option.combination", "a password that is made is not told as JSON",
                "give --password-out FILE, or --password-file FILE");
  }
  check_target(context, o.password_out, "");
  return credentials;
}

void print_account(Screen& screen, const Value& data) {
  if (data["would"].is_map()) return print_thing(screen, "dry run: nothing was changed; it would be", data["would"]);
  print_thing(screen, "account " + text_of(data["account"]["id"]), data["account"], {"id"});
}

int show_credentials(Context& context, const pkit::Outcome& outcome, const CredentialOptions& o,
                     const pkit::ToldOnce& told) {
  const bool made = !told.password.empty();
  if (made && o.password_out.is_file()) write_password(o.password_out, told.password);
  return context.output.show(outcome, [&](Screen& screen) {
    print_account(screen, outcome.data);
    if (told.username.empty()) return;
    screen.line("one-time credentials");
    screen.line("  username  " + told.username);
    if (made && !o.password_out.is_file()) screen.line("  password  " + std::string(told.password.reveal()));
    if (made && o.password_out.is_file()) screen.line("  password  in " + o.password_out.path);
  });
}

}  // namespace pkit::app
