// pkit store add, list, show, inventory and diff: certificate stores, and what is in them.
#include "certstores/external.h"
#include "certstores/operations.h"
#include "pkit/context.h"
#include "pkit/render.h"
#include "pkit/store_verbs.h"

namespace pkit::app {

namespace {

/// Where a password comes from, as the row keeps it; never the password.
std::string password_source(const std::string& file, const std::string& credential) {
  if (!file.empty() && !credential.empty())
    throw Error(Kind::usage, "option.combination", "--password-file and --password-credential exclude each other");
  if (!file.empty()) return secret_source(file);
  return credential.empty() ? std::string() : "credential:" + credential;
}

struct AddOptions {
  certstores::AddRequest request;
  std::string password_file, password_credential, adapter;
};

using AddOperation = Outcome (*)(pkit::Session&, const certstores::AddRequest&);

int run_add(Context& context, AddOptions& o, AddOperation operation) {
  o.request.password = password_source(o.password_file, o.password_credential);
  if (!o.adapter.empty() && !o.request.kind.empty())
    throw Error(Kind::usage, "option.combination", "--adapter and --kind exclude each other");
  if (!o.adapter.empty()) o.request.kind = std::string(certstores::kOfAdapter) + o.adapter;
  if (o.request.on_failure.empty()) o.request.on_failure = "rollback";
  const Outcome outcome = operation(context.session(), o.request);
  return context.output.show(outcome, [&](Screen& screen) {
    if (outcome.data["would"].is_map()) return print_thing(screen, "would be made", outcome.data["would"]);
    const Value& store = outcome.data["store"];
    print_thing(screen, (o.request.common.dry_run ? "would be store " : "store ") + store.text_or("name"), store,
                {"name", "state", "created"});
  });
}

void declare_use(Options& options, AddOptions& o) {
  options.text("--alias", "ALIAS", "the entry that is meant where none is named", o.request.alias);
  options.file("--password-file", "FILE", "the file that its password is read from, each time", o.password_file);
  options.text("--password-credential", "NAME", "the systemd credential that its password is in",
               o.password_credential);
  options.text("--prove", "PLACE",
               "tls://HOST:PORT or tls+unix:/PATH: where the certificate must be served after a change",
               o.request.prove);
  options.choice("--on-failure", "WHAT", {"rollback", "keep"}, "of new bytes that the service does not take",
                 o.request.on_failure);
  options.flag("--dry-run", "tell what would happen, but change nothing", o.request.common.dry_run);
  options.rest("--reload", "PROGRAM...", "the program and its arguments that is run after a change", o.request.reload);
}

void print_inventory(Screen& screen, const Value& store, bool only_differences) {
  screen.line(store.text_or("store") + ": " + store.text_or("kind") + " " + store.text_or("path") +
              (store["complete"].as_bool() ? "" : ", not read whole"));
  if (!store["items"].is_list()) return;
  std::vector<std::vector<std::string>> table;
  for (const Value& item : store["items"].items()) {
    if (only_differences && item.text_or("ItemStatus") == "unchanged") continue;
    table.push_back({"  " + item.text_or("ItemStatus"), item.text_or("Alias"),
                     item.text_or("subject", item.text_or("comment")), item.text_or("notAfter"),
                     item["PrivateKeyEntry"].as_bool() ? "key" : "", item["chainOf"].is_text() ? "chain" : ""});
  }
  print_table(screen, table);
}

Run bind_looking(Options& options, bool record) {
  auto request = std::make_shared<certstores::InventoryRequest>();
  request->record = record;
  options.arguments("STORE", "name or id; none: all of them", request->stores);
  return [request](Context& context) {
    const Outcome outcome = certstores::take_inventories(context.session(), *request);
    return context.output.show(outcome, [&](Screen& screen) {
      if (outcome.data["stores"].items().empty()) return screen.aside("pkit: no stores");
      for (const Value& store : outcome.data["stores"].items()) print_inventory(screen, store, !request->record);
    });
  };
}

}  // namespace

Run bind_store_add(Options& options) {
  auto o = std::make_shared<AddOptions>();
  options.argument("NAME", "what it is called from now on", o->request.name).must_be_given();
  options
      .argument("PATH", "its file, the directory of a certdir, a token's URI, or what its adapter calls it",
                o->request.path)
      .must_be_given()
      .completes(Completion::file);
  options.choice("--kind", "KIND",
                 {"pem", "pkcs12", "jks", "der", "ssh-authorized-keys", "certdir", "k8s-manifest", "pkcs11"},
                 "what it has to be; without it the content says", o->request.kind);
  options.text("--adapter", "NAME", "the adapter of pkit.yaml that reaches it", o->adapter);
  options.file("--key-file", "FILE", "where its key lies, if that is a file beside it", o->request.key_path);
  declare_use(options, *o);
  return [o](Context& context) { return run_add(context, *o, certstores::add_store); };
}

Run bind_store_create(Options& options) {
  auto o = std::make_shared<AddOptions>();
  options.argument("NAME", "what it is called from now on", o->request.name).must_be_given();
  options.argument("PATH", "the file or directory that is made", o->request.path)
      .must_be_given()
      .completes(Completion::file);
  options.choice("--kind", "KIND", {"pem", "pkcs12", "ssh-authorized-keys", "certdir"}, "what is made", o->request.kind)
      .must_be_given();
  declare_use(options, *o);
  return [o](Context& context) { return run_add(context, *o, certstores::create_store); };
}

Run bind_store_approve(Options& options) {
  auto o = std::make_shared<AddOptions>();
  options.argument("STORE", "the name that discover gave it, or its id", o->request.path).must_be_given();
  options.text("--name", "NAME", "what it is called from now on", o->request.name);
  options.file("--key-file", "FILE", "where its key lies, if that is a file beside it", o->request.key_path);
  declare_use(options, *o);
  return [o](Context& context) { return run_add(context, *o, certstores::approve_store); };
}

Run bind_store_list(Options&) {
  return [](Context& context) {
    const Outcome outcome = certstores::list_stores(context.session());
    return context.output.show(outcome, [&](Screen& screen) {
      if (outcome.data["stores"].items().empty()) return screen.aside("pkit: no stores");
      std::vector<std::vector<std::string>> table;
      for (const Value& store : outcome.data["stores"].items())
        table.push_back({store.text_or("name"), store.text_or("kind"), store.text_or("path"), text_of(store["entries"]),
                         store.text_or("inventoried"), store.text_or("state") == "found" ? "found" : ""});
      print_table(screen, table);
    });
  };
}

Run bind_store_show(Options& options) {
  auto store = std::make_shared<std::string>();
  options.argument("STORE", "name or id", *store).must_be_given();
  return [store](Context& context) {
    const Outcome outcome = certstores::show_store(context.session(), *store);
    return context.output.show(outcome, [&](Screen& screen) {
      print_thing(screen, "store " + outcome.data["store"].text_or("name"), outcome.data["store"], {"name"});
      if (outcome.data["lastChange"].is_map()) print_thing(screen, "last change", outcome.data["lastChange"]);
    });
  };
}

Run bind_store_inventory(Options& options) { return bind_looking(options, true); }

Run bind_store_diff(Options& options) { return bind_looking(options, false); }

}  // namespace pkit::app
