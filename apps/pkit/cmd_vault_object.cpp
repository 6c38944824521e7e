// pkit vault put, get, ls, rm: what an account keeps in its vaults.
#include "base/json.h"
#include "pkit/files.h"
#include "pkit/render.h"
#include "pkit/vault_transfer.h"
#include "pkit/verbs.h"

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
  const OwnerWithKey owner = owner_of(context, o.owner);
  const auto source = [&](const FileSink& sink) {
    if (o.file == "-") return each_piece(context.output.io().in, "standard input", sink);
    each_piece(Path(o.file), sink);
  };
  return show_object(context, put_object(context.session(), owner, o.vault, o.name, source, o.retain));
}

/// Three files from which the object can be read without pkit: see examples/vault.
pkit::Outcome export_sealed(Context& context, const OwnerWithKey& owner, const vault::Opened& object,
                            const std::string& directory) {
  check_not_own(context, directory);
  const Path place = absolute_path(directory);
  create_directory(place, 0700);
  create_file(place / "key.cms", object.wrap.envelope, Mode::shared);
  const Value told = Value::map({{"vault", object.object.vault},
                                 {"name", object.object.name},
                                 {"version", object.object.version},
                                 {"sealedSize", object.row.size},
                                 {"signature", to_base64(object.wrap.signature)}});
  create_file(place / "object.json", as_bytes(to_json(told) + "\n"), Mode::shared);
  pour_file(
      place / "content", [&](const FileSink& sink) { get_sealed(context.session(), owner, object, sink); },
      Mode::shared, false);
  pkit::Outcome outcome;
  outcome.data.set("object", told);
  outcome.data.set("directory", place.string());
  return outcome;
}

int get(Context& context, const ObjectOptions& o) {
  const OwnerWithKey owner = owner_of(context, o.owner);
  const vault::Opened object = vault::open_object(context.session(), owner.owner, o.vault, o.name);
  if (!o.sealed.empty()) return show_object(context, export_sealed(context, owner, object, o.sealed));
  const Target target{o.file, o.force};
  if (!target.is_file()) {
    if (context.output.format() == Format::json)
      throw Error(Kind::usage, "option.combination", "an object is not printed as JSON", "give --out FILE");
    get_object(context.session(), owner, object, [&](BytesView verified) { context.output.print(as_text(verified)); });
    return 0;
  }
  check_target(context, target, "");
  pour_file(
      target.path, [&](const FileSink& sink) { get_object(context.session(), owner, object, sink); }, Mode::secret,
      target.force);
  pkit::Outcome outcome;
  outcome.data.set("object", Value::map({{"vault", object.object.vault},
                                         {"name", object.object.name},
                                         {"version", object.object.version},
                                         {"sealedSize", object.row.size}}));
  outcome.data.set("file", o.file);
  return show_object(context, outcome);
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

int list(Context& context, const ObjectOptions& o) {
  const OwnerWithKey owner = owner_of(context, o.owner);
  if (o.vault.empty()) {
    const pkit::Outcome outcome = vault::list_vaults(context.session(), owner.owner);
    return context.output.show(outcome, [&](Screen& screen) {
      print_rows(screen, outcome.data["vaults"], {"id", "name", "objects", "octets", "retention"}, "pkit: no vaults");
    });
  }
  const pkit::Outcome outcome = vault::list_objects(context.session(), owner.owner, o.vault);
  return context.output.show(outcome, [&](Screen& screen) {
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
  return [o](Context& context) { return put(context, *o); };
}

Run bind_vault_get(Options& options) {
  auto o = std::make_shared<ObjectOptions>();
  declare_object(options, *o);
  declare_owner(options, o->owner);
  options.file("--out", "FILE", "write it there, not to standard output", o->file);
  options.flag("--force", "replace what is there already", o->force);
  options.directory("--sealed", "DIR", "write it there as it is stored, sealed, with its wrapped key", o->sealed);
  return [o](Context& context) { return get(context, *o); };
}

Run bind_vault_ls(Options& options) {
  auto o = std::make_shared<ObjectOptions>();
  options.argument("VAULT", "whose objects; without it the account's vaults", o->vault);
  declare_owner(options, o->owner);
  return [o](Context& context) { return list(context, *o); };
}

Run bind_vault_rm(Options& options) {
  auto o = std::make_shared<ObjectOptions>();
  declare_object(options, *o);
  declare_owner(options, o->owner);
  return [o](Context& context) {
    const OwnerWithKey owner = owner_of(context, o->owner);
    return show_object(context, vault::remove_object(context.session(), owner.owner, o->vault, o->name));
  };
}

}  // namespace pkit::app
