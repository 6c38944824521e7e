#include "pkit/batch.h"

#include <algorithm>
#include <sstream>
#include <thread>

#include "base/json.h"
#include "home/envelope.h"
#include "pkit/exits.h"
#include "pkit/progress.h"
#include "x509/certificate.h"
#include "x509/pem.h"

namespace pkit::app {

namespace {

constexpr std::int64_t kMostJobs = 64;
constexpr std::size_t kCertificateLimit = 64 * 1024;

pkit::Told line_of(Context& context, pkit::Outcome outcome) {
  return {to_json(envelope(context.output.operation, std::move(outcome))) + "\n", ""};
}

/// What is done with each group after its commit, and what is said at the end.
class BatchReport {
 public:
  BatchReport(Context& context, std::size_t total, const pkit::BatchOutput& output)
      : context_(context), total_(total), output_(output), progress_(context.output.io(), context.world, total) {}

  void take(std::vector<pkit::BatchResult> group) {
    publish(group);
    std::string results, asides;
    for (const pkit::BatchResult& result : group) {
      results += result.told.result;
      asides += result.told.aside;
      count(result);
    }
    progress_.clear();
    context_.output.print_rendered(results, asides, "what was decided is recorded: the same command again tells of it");
    progress_.advance(group.size());
    progress_.draw();
  }

  /// What is finished is told now; the exit code is that of the gravest.
  int finish() {
    progress_.clear();
    if (context_.output.format() == Format::text) Screen(context_.output.io()).aside(summary());
    return worst_;
  }

 private:
  void publish(std::vector<pkit::BatchResult>& group) {
    std::vector<pkit::BatchResult*> written;
    for (pkit::BatchResult& result : group) {
      if (result.out.empty() || result.certificate.empty()) continue;
      try {
        write(output_.directory / result.out, x509::write_pem("CERTIFICATE", result.certificate));
        written.push_back(&result);
      } catch (const Error& error) {
        not_written(result, error);
      }
    }
    make_lasting(written);
  }

  /// Once for all of a group; where that fails each is told as not written.
  void make_lasting(const std::vector<pkit::BatchResult*>& written) const {
    if (written.empty()) return;
    try {
      sync_directory(output_.directory);
    } catch (const Error& error) {
      for (pkit::BatchResult* result : written) not_written(*result, error);
    }
  }

  void write(const Path& file, const std::string& pem) const {
    const bool there = std::filesystem::exists(file);
    if (there && read_file(file, kCertificateLimit) == pem) return;
    if (output_.force)
      replace_file(file, as_bytes(pem), Mode::shared, Sync::file);
    else
      create_file(file, as_bytes(pem), Mode::shared, Sync::file);
  }

  void not_written(pkit::BatchResult& result, const Error& error) const {
    const std::string serial = x509::parse_certificate(result.certificate).serial_hex();
    pkit::Outcome outcome;
    outcome.data.set("item", result.name);
    outcome.error = Error(error.kind(), error.code(), "issued as " + serial + ", but " + error.what(),
                          "fetch it with pkit show " + serial);
    result.exit = outcome.exit();
    result.told = line_of(context_, std::move(outcome));
  }

  void count(const pkit::BatchResult& result) {
    worst_ = worse(worst_, result.exit);
    ++told_;
    if (result.exit != 0)
      ++(result.exit == static_cast<int>(Kind::pending) ? pending_ : refused_);
    else
      ++(result.existing ? existing_ : done_);
  }

  std::string summary() const {
    const auto part = [](std::size_t n, const char* what) {
      return n == 0 ? std::string() : ", " + std::to_string(n) + " " + what;
    };
    std::string text = "pkit: " + std::to_string(told_) + (told_ == total_ ? "" : " of " + std::to_string(total_)) +
                       (total_ == 1 ? " item: " : " items: ") + std::to_string(done_) + " done" +
                       part(existing_, "done before") + part(pending_, "waiting") + part(refused_, "refused");
    if (told_ < total_) text += "; interrupted, the same command again does the rest";
    return text;
  }

  Context& context_;
  const std::size_t total_;
  const pkit::BatchOutput& output_;
  Progress progress_;
  std::size_t told_ = 0, done_ = 0, existing_ = 0, pending_ = 0, refused_ = 0;
  int worst_ = 0;
};

/// The directory or manifest that --batch names.
std::unique_ptr<pkit::BatchInput> open_batch(Context& context, const std::string& input, const ManifestForm& form) {
  if (input == "-") return pkit::spool_manifest(context.output.io().in, context.session().home.directory, form);
  if (std::filesystem::is_directory(input)) return pkit::open_batch_directory(input);
  if (std::filesystem::exists(input) && !std::filesystem::is_regular_file(input))
    return pkit::spool_manifest(Path(input), context.session().home.directory, form);
  return pkit::open_manifest(input, form);
}

/// The directory that --out names, made where it is not there (not in a dry run); empty without --out. Error{usage}
/// where it is the batch's own, {state "output.file"} where it takes no file.
pkit::BatchOutput batch_output(const Context& context, const Target& target, const std::string& input, bool dry_run) {
  if (target.path.empty()) return {};
  if (target.path == "-") throw Error(Kind::usage, "option.value", "--out: a batch's certificates need a directory");
  const Path directory = absolute_path(target.path);
  check_not_own(context, directory.string());
  std::error_code missing;
  if (std::filesystem::equivalent(directory, input, missing))
    throw Error(Kind::usage, "option.combination", "--out is the directory of the CSRs", "name another one");
  const bool there = std::filesystem::exists(directory);
  if (!there && dry_run) return {directory, target.force};
  if (!there) create_directory(directory, 0755);
  if (!std::filesystem::is_directory(directory))
    throw Error(Kind::conflict, "file.exists", directory.string() + " is no directory");
  check_target(context, {(directory / ".pkit").string(), true}, "");
  return {directory, target.force};
}

pkit::Told tell_as_line(Context& context, const pkit::Common& common, const pkit::BatchItem& item,
                        pkit::Outcome outcome) {
  outcome.data.set("item", item.name);
  if (!item.out.empty() && !outcome.certificate.empty()) outcome.data.set("out", item.out);
  if (common.explain) outcome.data.set("trace", std::move(outcome.trace));
  return line_of(context, std::move(outcome));
}

}  // namespace

void declare_jobs(Options& options, std::int64_t& jobs) {
  options.number("--jobs", "work with that many threads; else as many as processors", jobs);
}

void declare_batch(Options& options, BatchOptions& batch) {
  options.file("--batch", "INPUT",
               "many at once: a directory of CSRs, or a manifest; - is a manifest on standard input", batch.input);
  declare_jobs(options, batch.jobs);
}

std::size_t threads_of(std::int64_t jobs) {
  if (jobs > kMostJobs)
    throw Error(Kind::usage, "option.value", "--jobs: at most " + std::to_string(kMostJobs) + " threads");
  if (jobs > 0) return static_cast<std::size_t>(jobs);
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostJobs);
}

pkit::Told rendered(Context& context, const std::function<void(Context& own)>& show) {
  std::ostringstream results, asides;
  Output output({context.output.io().in, results, asides}, context.output.format());
  output.operation = context.output.operation;
  Context own(output, context.world, context.globals, Needs::nothing);
  show(own);
  return {results.str(), asides.str()};
}

int run_batch(Context& context, pkit::Batch batch, std::size_t total, const pkit::BatchOutput& output) {
  context.signals.hold();  // before this nothing is done that an end could cut short
  BatchReport report(context, total, output);
  batch.done = [&](std::vector<pkit::BatchResult> group) { report.take(std::move(group)); };
  batch.interrupted = [&] { return context.signals.arrived(); };
  pkit::run_batch(context.session(), batch);
  return report.finish();
}

bool is_of_one(const Inputs& inputs, const void* request, const InputFiles& files) {
  return std::any_of(inputs.begin(), inputs.end(), [&](const Input& input) {
    const bool its_own = input.batch == Input::Batch::per_item || input.batch == Input::Batch::alone;
    return its_own && (!input.get(request).is_null() || files.contains(&input));
  });
}

int run_batch_input(Context& context, const BatchOptions& options, const Inputs& inputs, const pkit::Common& common,
                    const Target& out, const MakeItem& make) {
  if (!common.request_id.empty())
    throw Error(Kind::usage, "option.combination", "a batch knows its items by their CSRs and takes no --request-id");
  pkit::Batch batch;
  batch.common = common;
  batch.threads = threads_of(options.jobs);
  const ManifestForm form(inputs);
  const std::unique_ptr<pkit::BatchInput> input = open_batch(context, options.input, form);
  const std::size_t total = pkit::survey(*input, form, !out.path.empty());
  const pkit::BatchOutput output = batch_output(context, out, options.input, common.dry_run);
  batch.next = [&]() -> std::optional<pkit::BatchItem> {
    std::optional<pkit::BatchEntry> entry = input->next();
    if (!entry) return std::nullopt;
    return make(std::move(*entry), output);
  };
  batch.tell = [&](const pkit::BatchItem& item, pkit::Outcome outcome) {
    return tell_as_line(context, common, item, std::move(outcome));
  };
  return run_batch(context, std::move(batch), total, output);
}

}  // namespace pkit::app
