// Octets and their spellings; vectors of RFC 4648 section 10.
#include "base/bytes.h"

#include <doctest/doctest.h>

#include <utility>

using namespace pkit;

TEST_CASE("hexadecimal goes there and back") {
  CHECK(to_hex(as_bytes("")) == "");
  CHECK(to_hex(Bytes{0x00, 0x0f, 0xf0, 0xff}) == "000ff0ff");
  CHECK(from_hex("000ff0ff") == Bytes{0x00, 0x0f, 0xf0, 0xff});
  CHECK(from_hex("AbCd") == Bytes{0xab, 0xcd});
  CHECK(from_hex("") == Bytes{});
  for (const char* bad : {"0", "0g", "g0", "0x", " 00", "00 ", "0:0", "\xff\xff"}) {
    CAPTURE(bad);
    CHECK_FALSE(from_hex(bad));
  }
}

TEST_CASE("base64 goes there and back") {
  struct Row {
    const char *plain, *coded;
  };
  for (auto [plain, coded] :
       {Row{"", ""}, Row{"f", "Zg=="}, Row{"fo", "Zm8="}, Row{"foo", "Zm9v"}, Row{"foob", "Zm9vYg=="},
        Row{"fooba", "Zm9vYmE="}, Row{"foobar", "Zm9vYmFy"}, Row{"\xfb\xff\xbf", "+/+/"}}) {
    CAPTURE(coded);
    CHECK(to_base64(as_bytes(plain)) == coded);
    CHECK(from_base64(coded) == to_bytes(plain));
  }
}

TEST_CASE("base64 has one spelling only") {
  for (const char* bad : {"Z", "Zg", "Zg=", "Zg===", "Zg==Zg==", "Zm9v=", "=", "====", "Z===", "Zh==", "Zm9=", "Zm 9",
                          "Zm9v\n", "-_-_", "Zg=a", "Z=g=", "=Zg="}) {
    CAPTURE(bad);
    CHECK_FALSE(from_base64(bad));
  }
}

TEST_CASE("every short octet string survives both spellings") {
  for (unsigned n = 0; n < 0x1000; n += 7)
    for (std::size_t size : {1U, 2U, 3U, 4U}) {
      Bytes bytes;
      for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(n * 37 >> i));
      CHECK(from_base64(to_base64(bytes)) == bytes);
      CHECK(from_hex(to_hex(bytes)) == bytes);
    }
}

TEST_CASE("comparison") {
  struct Row {
    const char *a, *b;
    bool same;
  };
  for (auto [a, b, same] : {Row{"", "", true}, Row{"a", "a", true}, Row{"a", "b", false}, Row{"a", "ab", false},
                            Row{"ab", "a", false}, Row{"", "a", false}, Row{"abc", "xbc", false}}) {
    CAPTURE(a);
    CAPTURE(b);
    CHECK(equal_constant_time(as_bytes(a), as_bytes(b)) == same);
    CHECK(equal(as_bytes(a), as_bytes(b)) == same);
  }
}

TEST_CASE("text and octets are views of the same memory") {
  const std::string text = "a\0b";
  CHECK(as_bytes(text).data() == reinterpret_cast<const std::uint8_t*>(text.data()));
  CHECK(as_text(as_bytes(text)) == text);
}

TEST_CASE("wiping leaves zeros") {
  char memory[] = "secret";
  wipe(memory, sizeof memory);
  CHECK(as_text(BytesView(reinterpret_cast<std::uint8_t*>(memory), sizeof memory)) == std::string(sizeof memory, '\0'));
}

TEST_CASE("a secret moves and leaves nothing behind") {
  Secret a("a passphrase that is too long for the small-string space");
  Secret b(std::move(a));
  CHECK(a.empty());  // NOLINT(bugprone-use-after-move): that is what is asked
  CHECK(b.reveal() == "a passphrase that is too long for the small-string space");
  Secret c("short");
  c = std::move(b);
  CHECK(b.empty());  // NOLINT(bugprone-use-after-move)
  CHECK(c.reveal().starts_with("a passphrase"));
  Secret& same = c;
  c = std::move(same);
  CHECK(c.reveal().starts_with("a passphrase"));
}
