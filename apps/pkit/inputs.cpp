#include "pkit/inputs.h"

#include <algorithm>

#include "pkit/account_credentials.h"
#include "pkit/files.h"

namespace pkit::app {

namespace {

void require_word(const Input& input, const std::string& value) {
  const std::vector<std::string> choices = input.choices();
  if (choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) return;
  const std::string near = nearest(value, choices);
  throw Error(
      Kind::usage, "option.value",
      (input.positional ? input.metavar : input.option()) + ": '" + value + "' is not one of " + join(choices, ", "),
      near.empty() ? "" : "did you mean '" + near + "'?");
}

}  // namespace

bool is_file(const Input& input) { return input.kind == Input::Kind::document || input.kind == Input::Kind::secret; }

void declare_inputs(Options& options, const Inputs& inputs, const std::shared_ptr<void>& request, InputFiles& files,
                    const Declared& how) {
  for (const Input& input : inputs) {
    if (input.made) continue;
    if (std::find(how.but.begin(), how.but.end(), input.name) != how.but.end()) continue;
    Option option;
    option.name = input.positional ? input.metavar : input.option();
    option.positional = input.positional;
    option.metavar = input.metavar;
    option.help = input.help;
    option.completion = input.completion;
    option.choices = input.choices();
    option.repeated = input.kind == Input::Kind::texts || input.kind == Input::Kind::pairs;
    option.may_be_empty = input.empty_too;
    option.takes_the_rest = input.rest;
    option.required = how.needed_at_once && input.required;
    option.take = [&input, &files, request](const std::string& value) {
      require_word(input, value);
      if (is_file(input))
        files[&input] = value;
      else if (input.source)
        put_option(input, request.get(), Value(secret_source(value)));
      else
        put_option(input, request.get(), input.kind == Input::Kind::flag ? Value(true) : Value(value));
    };
    options.add(std::move(option));
  }
}

void read_inputs(Context& context, const InputFiles& files, void* request) {
  for (const auto& [input, file] : files) {
    if (input->secret) {
      input->secret(request) = secret_line(context, file);
      continue;
    }
    input->put(request, read_document(context, file));
    if (input->called) *input->called(request) = document_name(file);
  }
}

}  // namespace pkit::app
