// An operation's inputs as options: its rows declare them, and what is typed goes into its request.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/input.h"
#include "pkit/context.h"

namespace pkit::app {

/// The files that documents and secrets are in, as typed: they are read when the command runs, so that a wrong command
/// line is told of before.
using InputFiles = std::map<const Input*, std::string>;

/// Is what is typed for it the name of a file?
bool is_file(const Input& input);

struct Declared {
  bool needed_at_once = false;             // a row that is needed is asked for by parse(), and not only when it is run
  std::vector<std::string_view> but = {};  // rows whose options the command declares itself, in a form of its own
};
/// Declares an option for each row; `request` and `files` are filled by parse().
void declare_inputs(Options& options, const Inputs& inputs, const std::shared_ptr<void>& request, InputFiles& files,
                    const Declared& how = {});
/// Reads the files into the request.
void read_inputs(Context& context, const InputFiles& files, void* request);

}  // namespace pkit::app
