// What the commands that work on many items have in common: their input, their threads, and how they tell of each.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "lifecycle/batch.h"
#include "lifecycle/batch_items.h"
#include "pkit/context.h"
#include "pkit/files.h"

namespace pkit::app {

struct BatchOptions {
  std::string input;      // --batch, empty: no batch
  std::int64_t jobs = 0;  // --jobs, 0: as many as there are processors
};
/// --batch and --jobs.
void declare_batch(Options& options, BatchOptions& batch);
void declare_jobs(Options& options, std::int64_t& jobs);
/// Error{usage} beyond 64.
std::size_t threads_of(std::int64_t jobs);

/// The directory or manifest that --batch names; "-" is a manifest on standard input.
std::unique_ptr<lifecycle::BatchInput> open_batch(Context& context, const std::string& input,
                                                  lifecycle::ManifestKind kind);
/// The directory that --out names, made where it is not there (not in a dry run); empty without --out. Error{usage}
/// where it is the batch's own, {state "output.file"} where it takes no file.
lifecycle::BatchOutput batch_output(const Target& target, const std::string& input, bool dry_run);

/// One JSON object on one line.
lifecycle::Told tell_as_line(Context& context, const lifecycle::Common& common, const lifecycle::BatchItem& item,
                             lifecycle::Outcome outcome);

/// Runs it with progress, files and lines, until it ends or a signal asks for an end. Answers the gravest exit.
/// `batch.next` and `batch.tell` are filled; `total` items are to come.
int run_batch(Context& context, lifecycle::Batch batch, std::size_t total, const lifecycle::BatchOutput& output);

}  // namespace pkit::app
