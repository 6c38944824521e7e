// pkit validate-csr: every fault of certificate requests, before anybody signs them. Needs a home only for a profile.
#include "ask/operations.h"
#include "base/ordered_pool.h"
#include "pkit/batch.h"
#include "pkit/decision.h"
#include "pkit/exits.h"
#include "pkit/progress.h"
#include "pkit/render.h"
#include "pkit/verbs.h"

namespace pkit::app {

namespace {

struct ValidateOptions {
  std::vector<std::string> files;
  std::string profile, client_machine;
  std::int64_t jobs = 0;
};

void print_verdict(Screen& screen, const Value& data) {
  const Value& csr = data["csr"];
  if (!csr.is_map()) return;  // the error lists why
  const bool sound = !data["faults"].is_list() || data["faults"].items().empty();
  print_thing(screen, data.text_or("file") + (sound ? ": sound" : ": refused"), csr, {"pem"});
}

/// Directories are what is in them.
std::vector<std::string> all_files(const std::vector<std::string>& given) {
  std::vector<std::string> files;
  for (const std::string& word : given) {
    if (word == "-" || !std::filesystem::is_directory(word)) {
      files.push_back(word);
      continue;
    }
    const auto inside = pkit::open_batch_directory(word);
    while (const auto entry = inside->next()) files.push_back(entry->item.csr_file);
  }
  return files;
}

struct JudgedFile {
  std::string file;
  int exit = 0;
  pkit::Told told = {};
};

/// Many files by many threads, told of in their order.
int validate_many(Context& context, const std::vector<std::string>& files, std::size_t threads,
                  const std::function<void(JudgedFile&)>& work) {
  constexpr std::size_t kWindow = 256, kStep = 64;
  context.signals.hold();
  OrderedPool<JudgedFile> pool(std::vector<OrderedPool<JudgedFile>::Work>(threads, work));
  Progress progress(context.output.io(), context.world, files.size());
  int worst = 0;
  for (std::size_t next = 0; !context.signals.arrived();) {
    while (next < files.size() && pool.pending() < kWindow)
      pool.give(std::make_unique<JudgedFile>(JudgedFile{files[next++]}));
    const auto judged = pool.take(kStep);
    if (judged.empty()) break;
    progress.clear();
    for (const auto& one : judged) {
      context.output.print_rendered(one->told.result, one->told.aside, {});
      worst = worse(worst, one->exit);
    }
    progress.advance(judged.size());
    progress.draw();
  }
  return worst;
}

int validate_all(Context& context, const ValidateOptions& o) {
  if (o.profile.empty() && !o.client_machine.empty())
    throw Error(Kind::usage, "option.combination", "--client-machine goes with --profile only");
  std::optional<pkit::Setup> setup;
  if (!o.profile.empty()) setup = pkit::load_setup(pkit::open_home(context.home_path(), key_access().uid));
  const Judge judge = [&](const std::string& file) {
    const std::string content = read_document(context, file);
    return pkit::validate_csr(content, document_name(file), setup ? &*setup : nullptr, o.profile, o.client_machine);
  };
  const std::vector<std::string> files = all_files(o.files);
  const auto show = [](Context& where, const pkit::Outcome& outcome) {
    return where.output.show(outcome, [&](Screen& screen) { print_verdict(screen, outcome.data); });
  };
  if (files.size() == 1)
    return each_item(files, judge, [&](const pkit::Outcome& outcome) { return show(context, outcome); });
  return validate_many(context, files, threads_of(o.jobs), [&](JudgedFile& one) {
    const pkit::Outcome outcome = judged_item(one.file, true, judge);
    one.exit = outcome.exit();
    one.told = rendered(context, [&](Context& own) { show(own, outcome); });
  });
}

}  // namespace

Run bind_validate_csr(Options& options) {
  auto o = std::make_shared<ValidateOptions>();
  options.arguments("FILE", "a certificate request, or a directory of them; - is standard input", o->files)
      .must_be_given()
      .completes(Completion::file);
  options.text("--profile", "PROFILE", "hold it against this profile too", o->profile).completes(Completion::profile);
  options.text("--client-machine", "NAME", "the name it would be issued to", o->client_machine);
  declare_jobs(options, o->jobs);
  return [o](Context& context) { return validate_all(context, *o); };
}

}  // namespace pkit::app
