// pkit vault put, get, ls, rm: what an account keeps in its vaults.
#include <algorithm>

#include "base/json.h"
#include "home/whole_directory.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/vault/command.h"
#include "pkit/vault/transfer.h"
#include "pkit/verbs.h"
#include "vault/operations.h"

namespace pkit::app {

namespace {

struct ObjectOptions {
  OwnerOptions owner;
  std::string vault, name, file, sealed;
  std::optional<Duration> retain;
  bool force = false;
};

void declare_object(Options& options, ObjectOptions& o) {
  options.argument("VAULT", "its name", o.vault).must_be_given();
  options.argument("NAME", "of the object", o.name).must_be_given();
}

int show_object(Context& context, const pkit::Outcome& outcome) {
  return context.output.show(outcome, [&](Screen& screen) {
    print_thing(screen, "object " + text_of(outcome.data["object"]["name"]), outcome.data["object"], {"name"});
  });
}

int put(Context& context, const ObjectOptions& o) {
  const std::unique_ptr<VaultAccess> vaults = open_vaults(context, o.owner);
  const auto source = [&](const FileSink& sink) {
    if (o.file == "-") return each_piece(context.output.io().in, "standard input", sink);
    each_piece(Path(o.file), sink);
  };
  return show_object(context, put_object(context, *vaults, o.vault, o.name, source, o.retain));
}

Value told_of(const vault::Opened& object) {
  return Value::map({{"vault", object.vault},
                     {"name", object.object.name},
                     {"version", object.object.version},
                     {"sealedSize", object.size}});
}

bool nothing_began() { return false; }

/// Three files from which the object can be read without pkit: see examples/vault.
pkit::Outcome export_sealed(Context& context, VaultAccess& vaults, const ObjectOptions& o) {
  check_not_own(context, o.sealed);
  const WholeDirectory directory{absolute_path(o.sealed), {"content", "key.cms", "object.json"}};
  require_replaceable(directory);  // before anything is asked for
  Value told;
  with_object(
      vaults, o.vault, o.name,
      [&](const vault::Opened& object) {
        told = told_of(object);
        told.set("vault", object.object.vault);  // what it is sealed for
        told.set("signature", to_base64(object.wrap.signature));
        write_whole_directory(context.world, directory, [&](const Path& staging) {
          pour_file(
              staging / "content", [&](const FileSink& sink) { get_sealed(vaults, object, sink); }, Mode::shared,
              false);
          create_file(staging / "key.cms", object.wrap.envelope, Mode::shared);
          create_file(staging / "object.json", as_bytes(to_json(told) + "\n"), Mode::shared);
        });
      },
      nothing_began);
  pkit::Outcome outcome;
  outcome.data.set("object", told);
  outcome.data.set("directory", directory.target.string());
  return outcome;
}

pkit::Outcome get_into_file(Context& context, VaultAccess& vaults, const ObjectOptions& o) {
  const Target target{o.file, o.force};
  check_target(context, target, "");
  pkit::Outcome outcome;
  with_object(
      vaults, o.vault, o.name,
      [&](const vault::Opened& object) {
        pour_file(
            target.path, [&](const FileSink& sink) { outcome.warnings = get_object(vaults, object, sink); },
            Mode::secret, target.force);
        outcome.data.set("object", told_of(object));
      },
      nothing_began);
  outcome.data.set("file", o.file);
  return outcome;
}

int get_onto_output(Context& context, VaultAccess& vaults, const ObjectOptions& o) {
  if (context.output.format() == Format::json)
    throw Error(Kind::usage, "option.combination", "an object is not printed as JSON", "give --out FILE");
  bool began = false;
  pkit::Outcome outcome;
  with_object(
      vaults, o.vault, o.name,
      [&](const vault::Opened& object) {
        outcome.warnings = get_object(vaults, object, [&](BytesView verified) {
          began = began || !verified.empty();
          context.output.print(as_text(verified));
        });
      },
      [&] { return began; });
  return context.output.show(outcome, [](Screen&) {});
}

int get(Context& context, const ObjectOptions& o) {
  const std::unique_ptr<VaultAccess> vaults = open_vaults(context, o.owner);
  if (!o.sealed.empty()) return show_object(context, export_sealed(context, *vaults, o));
  if (Target{o.file, o.force}.is_file()) return show_object(context, get_into_file(context, *vaults, o));
  return get_onto_output(context, *vaults, o);
}

void print_rows(Screen& screen, const Value& rows, const std::vector<const char*>& columns, const char* none) {
  if (rows.items().empty()) return screen.aside(none);
  std::vector<std::vector<std::string>> table;
  for (const Value& row : rows.items()) {
    std::vector<std::string> cells;
    for (const char* column : columns) cells.push_back(text_of(row[column]));
    table.push_back(std::move(cells));
  }
  print_table(screen, table);
}

/// Page by page, so that an answer through a gate never grows beyond what a reply may have.
pkit::Outcome all_pages(Context& context, const GateCommand& command) {
  pkit::Outcome outcome = ask_as_owner(context, command);
  if (!outcome.data["objects"].is_list()) return outcome;
  auto& request = *static_cast<vault::ListRequest*>(command.request.get());
  Value rows = outcome.data["objects"];
  while (outcome.data["next"].is_text()) {
    request.after = outcome.data.text_or("next");
    pkit::Outcome page = ask_as_owner(context, command);
    for (const Value& row : page.data["objects"].items()) rows.push(row);
    for (std::string& warning : page.warnings)
      if (std::ranges::find(outcome.warnings, warning) == outcome.warnings.end())
        outcome.warnings.push_back(std::move(warning));
    outcome.data = std::move(page.data);
  }
  outcome.data = Value::map({{"objects", std::move(rows)}});
  return outcome;
}

int list(Context& context, const GateCommand& command) {
  const pkit::Outcome outcome = all_pages(context, command);
  const Value& vaults = outcome.data["vaults"];
  return context.output.show(outcome, [&](Screen& screen) {
    if (vaults.is_list())
      return print_rows(screen, vaults, {"id", "name", "objects", "octets", "retention"}, "pkit: no vaults");
    print_rows(screen, outcome.data["objects"], {"name", "version", "sealedSize", "stored", "retainedUntil"},
               "pkit: no objects");
  });
}

}  // namespace

Run bind_vault_put(Options& options) {
  auto o = std::make_shared<ObjectOptions>();
  declare_object(options, *o);
  options.argument("FILE", "what is put there; - is standard input", o->file)
      .must_be_given()
      .completes(Completion::file);
  declare_owner(options, o->owner);
  options.duration("--retain", "let nobody replace or remove it for so long; at least as the vault does", o->retain);
  declare_owner_via(options, o->owner);
  return [o](Context& context) { return put(context, *o); };
}

Run bind_vault_get(Options& options) {
  auto o = std::make_shared<ObjectOptions>();
  declare_object(options, *o);
  declare_owner(options, o->owner);
  options.file("--out", "FILE", "write it there, not to standard output", o->file);
  options.flag("--force", "replace what is there already", o->force);
  options.directory("--sealed", "DIR", "write it there as it is stored, sealed, with its wrapped key", o->sealed);
  declare_owner_via(options, o->owner);
  return [o](Context& context) { return get(context, *o); };
}

Run bind_vault_ls(Options& options) {
  auto command = std::make_shared<GateCommand>(vault::kVaultLs);
  declare_vault_command(options, *command);
  return [command](Context& context) { return list(context, *command); };
}

Run bind_vault_rm(Options& options) {
  auto command = std::make_shared<GateCommand>(vault::kVaultRm);
  declare_vault_command(options, *command);
  return [command](Context& context) { return show_object(context, ask_as_owner(context, *command)); };
}

}  // namespace pkit::app
