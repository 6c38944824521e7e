// What several commands have as input of a kind: its name, or the adapter that knows such stores, and not both.
#pragma once

#include <string>

#include "base/error.h"
#include "base/input.h"
#include "certstores/programs/external.h"

namespace pkit::certstores {

template <class Request>
void put_kind(void* request, const std::string& kind) {
  std::string& into = static_cast<Request*>(request)->kind;
  if (!into.empty())
    throw Error(Kind::usage, "option.combination", "what it is was said already", "--adapter or --kind, not both");
  into = kind;
}

template <class Request>
constexpr Input kind_input(const char* help, const Words& words) {
  Input row = input<&Request::kind>("kind", "KIND", help).among(words);
  row.put = [](void* request, const Value& value) { put_kind<Request>(request, value.as_text()); };
  return row;
}

template <class Request>
constexpr Input adapter_input(const char* help) {
  Input row = input<&Request::kind>("adapter", "NAME", help);
  row.put = [](void* request, const Value& value) {
    put_kind<Request>(request, std::string(kOfAdapter) + value.as_text());
  };
  return row;
}

}  // namespace pkit::certstores
