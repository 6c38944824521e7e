// Texts that are kept short: each comes back as it was, and what was altered does not pass for it.
#include "store/entities/packed.h"

#include <string>

#include "base/error.h"
#include "store_test.h"

namespace pkit::store {

TEST_CASE("a text comes back as it was, and the usual one is short") {
  for (const std::string& text : {std::string(), std::string("x"), std::string("{}"), std::string(1, '\0'),
                                  std::string("\1\1"), std::string(1'000'000, 'y'), unlike(100), unlike(300'000)}) {
    CHECK(unpacked(packed(text, Words::of_traces)) == text);
    CHECK(unpacked(packed(text, Words::of_events)) == text);
    CHECK(packed(text, Words::of_traces).size() <= text.size() + text.size() / 50 + 30);
  }
  CHECK(packed("", Words::of_traces).empty());
  const std::string usual =
      R"({"ClientMachine":"web1","actor":"uid:0","checked":{"differences":[],"faults":[],"names":)"
      R"(["cn:web1"],"profile":"agent"},"handlers":[],"operation":"issue"})";
  CHECK(packed(usual, Words::of_traces).size() < usual.size() / 4);
}

TEST_CASE("either words are known by the first octet, and the others do not unpack it") {
  const std::string text = R"({"by":"default","exit":0,"trace":"00"})";
  Bytes event = packed(text, Words::of_events);
  CHECK(event.size() < text.size() / 2);
  CHECK(event.front() == 4);
  event.front() = 3;
  CHECK(unpacked(event) != text);
  event.front() = 9;
  CHECK(unpacked(event) == std::string(as_text(event)));
}

TEST_CASE("what is not packed is given back as it is, and what was altered is another text") {
  CHECK(unpacked(to_bytes("{}")) == "{}");
  const std::string text = R"({"operation":"issue","version":1})" + unlike(50);
  const Bytes whole = packed(text, Words::of_traces);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(at));
    CHECK(unpacked(cut) != text);
  }
  Bytes longer = whole;
  longer.push_back(0);
  CHECK(unpacked(longer) == std::string(as_text(longer)));
}

TEST_CASE("a short one that would be very long is refused") {
  const Bytes bomb = packed(std::string(60 << 20, 'y'), Words::of_traces);
  CHECK(unpacked(bomb).size() == (60 << 20));
  CHECK_THROWS_AS(packed(std::string((64 << 20) + 1, 'y'), Words::of_traces), Error);
}

}  // namespace pkit::store
