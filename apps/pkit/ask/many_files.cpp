#include "pkit/ask/many_files.h"

#include "base/ordered_pool.h"
#include "pkit/exits.h"
#include "pkit/progress.h"

namespace pkit::app {

namespace {

struct JudgedFile {
  std::string file;
  int exit = 0;
  Told told = {};
};
using Pool = OrderedPool<JudgedFile>;

int run_pool(Context& context, const std::vector<std::string>& files, std::vector<Pool::Work> works) {
  constexpr std::size_t kWindow = 256, kStep = 64;
  context.signals.hold();
  Pool pool(std::move(works));
  Progress progress(context.output.io(), context.world, files.size());
  int worst = 0;
  for (std::size_t next = 0; !context.signals.arrived();) {
    while (next < files.size() && pool.pending() < kWindow)
      pool.give(std::make_unique<JudgedFile>(JudgedFile{files[next++]}));
    const auto judged = pool.take(kStep);
    if (judged.empty()) break;
    progress.clear();
    std::string results;  // of those that say nothing beside: one write for all
    for (const auto& one : judged) {
      results += one->told.result;
      worst = worse(worst, one->exit);
      if (one->told.aside.empty()) continue;
      context.output.print_rendered(results, one->told.aside, {});
      results.clear();
    }
    if (!results.empty()) context.output.print_rendered(results, {}, {});
    progress.advance(judged.size());
    progress.draw();
  }
  return worst;
}

}  // namespace

std::vector<std::string> all_files(const std::vector<std::string>& given) {
  std::vector<std::string> files;
  for (const std::string& word : given) {
    if (word == "-" || !std::filesystem::is_directory(word)) {
      files.push_back(word);
      continue;
    }
    const auto inside = open_batch_directory(word);
    while (const auto entry = inside->next()) files.push_back(entry->item.csr_file);
  }
  return files;
}

int judge_files(Context& context, const std::vector<std::string>& files, std::int64_t jobs,
                const std::function<Judge()>& make_judge, const ShowIn& show) {
  if (files.size() == 1)
    return each_item(files, make_judge(), [&](const Outcome& outcome) { return show(context, outcome); });
  std::vector<Pool::Work> works;
  for (std::size_t i = threads_of(jobs); i > 0; --i)
    works.emplace_back([&context, &show, judge = make_judge()](JudgedFile& one) {
      const Outcome outcome = judged_item(one.file, true, judge);
      one.exit = outcome.exit();
      one.told = rendered(context, [&](Context& own) { show(own, outcome); });
    });
  return run_pool(context, files, std::move(works));
}

}  // namespace pkit::app
