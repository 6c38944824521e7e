// The kinds of values that options take, and their refusals.
#include <algorithm>
#include <utility>

#include "base/error.h"
#include "pkit/options.h"

namespace pkit::app {

namespace {

Option valued(const char* name, const char* metavar, const char* help) {
  Option option;
  option.name = name;
  option.metavar = metavar;
  option.help = help;
  return option;
}

}  // namespace

Option& Options::add(Option option) {
  all_.push_back(std::move(option));
  return all_.back();
}

const Option* Options::find(const std::string& name) const {
  const std::string full = name == "-h" ? "--help" : name;
  const auto it =
      std::find_if(all_.begin(), all_.end(), [&](const Option& o) { return !o.positional && o.name == full; });
  return it == all_.end() ? nullptr : &*it;
}

Option& Options::flag(const char* name, const char* help, bool& into) {
  Option option = valued(name, "", help);
  option.take = [&into](const std::string&) { into = true; };
  return add(std::move(option));
}

Option& Options::text(const char* name, const char* metavar, const char* help, std::string& into) {
  Option option = valued(name, metavar, help);
  option.take = [&into](const std::string& value) { into = value; };
  return add(std::move(option));
}

Option& Options::texts(const char* name, const char* metavar, const char* help, std::vector<std::string>& into) {
  Option option = valued(name, metavar, help);
  option.repeated = true;
  option.take = [&into](const std::string& value) { into.push_back(value); };
  return add(std::move(option));
}

Option& Options::file(const char* name, const char* metavar, const char* help, std::string& into) {
  return text(name, metavar, help, into).completes(Completion::file);
}

Option& Options::directory(const char* name, const char* metavar, const char* help, std::string& into) {
  return text(name, metavar, help, into).completes(Completion::directory);
}

Option& Options::choice(const char* name, const char* metavar, std::vector<std::string> choices, const char* help,
                        std::string& into) {
  Option option = valued(name, metavar, help);
  option.completion = Completion::choice;
  option.take = [&into, choices, name](const std::string& value) {
    if (std::find(choices.begin(), choices.end(), value) == choices.end()) {
      const std::string near = nearest(value, choices);
      const std::string known = "one of " + join(choices, ", ");
      throw Error(Kind::usage, "option.value", std::string(name) + ": '" + value + "' is not " + known,
                  near.empty() ? "" : "did you mean '" + near + "'?");
    }
    into = value;
  };
  option.choices = std::move(choices);
  return add(std::move(option));
}

Option& Options::duration(const char* name, const char* help, std::optional<Duration>& into) {
  return as<AsDuration>(name, help, into);
}

Option& Options::time(const char* name, const char* help, std::optional<Time>& into) {
  return as<AsTime>(name, help, into);
}

Option& Options::number(const char* name, const char* help, std::int64_t& into) {
  return as<AsNumber>(name, help, into);
}

Option& Options::rest(const char* name, const char* metavar, const char* help, std::vector<std::string>& into) {
  Option& option = texts(name, metavar, help, into);
  option.takes_the_rest = option.may_be_empty = true;
  return option;
}

Option& Options::argument(const char* metavar, const char* help, std::string& into) {
  return text(metavar, metavar, help, into).is_argument();
}

Option& Options::arguments(const char* metavar, const char* help, std::vector<std::string>& into) {
  return texts(metavar, metavar, help, into).is_argument();
}

}  // namespace pkit::app
