// What the deciding and issuing commands have in common: how an outcome is delivered and shown.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "fleet/operations.h"
#include "pkit/context.h"
#include "pkit/files.h"

namespace pkit::app {

/// Where an issued certificate goes.
struct Delivery {
  Target certificate, chain, fullchain;
};

/// --out and --force; --out-chain where the command has it.
void declare_delivery(Options& options, Delivery& delivery);

/// PEM, one after the other.
std::string chain_text(const std::vector<Bytes>& chain);
/// Writes the files of what was issued.
void write_delivery(const pkit::Outcome& outcome, const Delivery& delivery);
/// Shows the outcome of what write_delivery() wrote.
int show_delivery(Context& context, pkit::Outcome outcome, const pkit::Common& common, const Delivery& delivery);
/// Writes the files, then shows the outcome: as text the certificate alone on standard output where no file is named.
int deliver(Context& context, pkit::Outcome outcome, const pkit::Common& common, const Delivery& delivery);

/// --request-id and --dry-run, of a command that decides nothing.
void declare_retry(Options& options, pkit::Common& common);
/// Shows an outcome of which a sentence is the result.
int present(Context& context, pkit::Outcome outcome, const pkit::Common& common);

using Judge = std::function<pkit::Outcome(const std::string& item)>;
using Show = std::function<int(pkit::Outcome outcome)>;
/// The outcome of one item, its error too; where there are several it says which it is of.
pkit::Outcome judged_item(const std::string& item, bool several, const Judge& judge);
/// One result an item, and a refusal of one does not keep the next from its turn. Answers the worst exit.
int each_item(const std::vector<std::string>& items, const Judge& judge, const Show& show);

}  // namespace pkit::app
