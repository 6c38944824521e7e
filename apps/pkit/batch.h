// What the commands that work on many items have in common: their input, their threads, and how they tell of each.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "batch/batch.h"
#include "fleet/batch_items.h"
#include "pkit/context.h"
#include "pkit/files.h"
#include "pkit/inputs.h"

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

/// What `show` prints through a context of its own, to be printed later. It may not ask for the home.
pkit::Told rendered(Context& context, const std::function<void(Context& own)>& show);

using MakeItem = std::function<pkit::BatchItem(pkit::BatchEntry entry, const pkit::BatchOutput& output)>;
/// Whether something is given that a batch cannot have, or has from its input.
bool is_of_one(const Inputs& inputs, const void* request, const InputFiles& files);
/// A batch by --batch from its input to the exit code: reads and judges the input ("-" is a manifest on standard
/// input), makes the directory that `out` names, and runs; one line of JSON tells of each item.
int run_batch_input(Context& context, const BatchOptions& options, const Inputs& inputs, const pkit::Common& common,
                    const Target& out, const MakeItem& make);

/// Runs it with progress, files and lines, until it ends or a signal asks for an end. Answers the gravest exit.
/// `batch.next` and `batch.tell` are filled; `total` items are to come.
int run_batch(Context& context, pkit::Batch batch, std::size_t total, const pkit::BatchOutput& output);

}  // namespace pkit::app
