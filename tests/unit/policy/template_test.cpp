#include <doctest/doctest.h>

#include "policy/template.h"

using namespace pkit;

TEST_CASE("templates are expanded once, from fields that are there") {
  const std::map<std::string, std::string> fields = {{"ClientMachine", "web1"}, {"Sly", "{ClientMachine}"}};
  struct Row {
    const char* text;
    const char* expanded;  // null: nothing
  };
  for (const auto& [text, expanded] : {
           Row{"{ClientMachine}", "web1"},
           Row{"{ClientMachine}.corp.example", "web1.corp.example"},
           Row{"a{ClientMachine}b{ClientMachine}c", "aweb1bweb1c"},
           Row{"fixed", "fixed"},
           Row{"", ""},
           Row{"{{ClientMachine}", "{ClientMachine}"},
           Row{"a}b", "a}b"},
           Row{"{Sly}", "{ClientMachine}"},
           Row{"{Absent}", nullptr},
           Row{"{clientmachine}", nullptr},
           Row{"{}", nullptr},
           Row{"{ClientMachine", nullptr},
           Row{"{", nullptr},
       }) {
    CAPTURE(text);
    const auto result = policy::expand(text, fields);
    REQUIRE(result.has_value() == (expanded != nullptr));
    if (result) CHECK(*result == expanded);
  }
}

TEST_CASE("placeholders are listed, an open brace is none") {
  CHECK(policy::placeholders_of("{A}.{B}") == std::vector<std::string>{"A", "B"});
  CHECK(policy::placeholders_of("{{A}") == std::vector<std::string>{});
  CHECK(!policy::placeholders_of("{A"));
}
