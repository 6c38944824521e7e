// The cursor refuses what is not DER, by its own code and byte; the writer writes what the cursor reads.
#include "x509/der.h"

#include <doctest/doctest.h>

#include <limits>

#include "../error_of.h"

using namespace pkit;
using namespace pkit::x509;
using test::error_of;

namespace {

Bytes hex(std::string_view text) { return *from_hex(text); }

/// "code @ where" of the only detail, or what `read` returned.
template <class Read>
std::string outcome(const std::string& text, Read read) {
  const Bytes document = hex(text);
  std::string result;
  const Error e = error_of([&] {
    der::Reader reader(document);
    result = read(reader);
  });
  if (e.code() == "none") return result;
  CHECK(e.kind() == Kind::input);
  REQUIRE(e.details().size() == 1);
  CHECK(e.details()[0].code == e.code());
  return e.code() + " @ " + e.details()[0].where;
}

struct Row {
  std::string document;
  std::string outcome;
};

std::string read_element(der::Reader& reader) {
  const der::Element e = reader.next();
  reader.end("document");
  return to_hex(e.content);
}

}  // namespace

TEST_CASE("elements and their lengths") {
  const Row rows[] = {
      {"", "der.truncated @ byte 0"},
      {"04", "der.truncated @ byte 0"},
      {"0400", ""},
      {"04024142", "4142"},
      {"04034142", "der.truncated @ byte 0"},
      {"0401414141", "der.trailing @ byte 3"},
      {"04800000", "der.length @ byte 1"},    // indefinite
      {"0481024142", "der.length @ byte 1"},  // not minimal
      {"04820002"
       "4142",
       "der.length @ byte 1"},  // leading zero
      {"0482", "der.truncated @ byte 0"},
      {"048400000001"
       "41",
       "der.length @ byte 1"},
      {"04850000000001"
       "41",
       "der.length @ byte 1"},
      {"04ff"
       "41",
       "der.length @ byte 1"},
      {"0484ffffffff"
       "41",
       "der.truncated @ byte 0"},
      {"0000", "der.tag @ byte 0"},    // end-of-contents
      {"1f0100", "der.tag @ byte 0"},  // long form
      {"bf0100", "der.tag @ byte 0"},
      {"2400", "der.tag @ byte 0"},  // constructed string
      {"2300", "der.tag @ byte 0"},
      {"1000", "der.tag @ byte 0"},  // primitive SEQUENCE
      {"1100", "der.tag @ byte 0"},
      {"8000", ""},
      {"a000", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.document);
    CHECK(outcome(row.document, read_element) == row.outcome);
  }
  Bytes large =
      hex("0482"
          "0080");
  large.resize(4 + 128);
  der::Reader reader(large);
  CHECK(error_of([&] { reader.next(); }).code() == "der.length");
  large = hex("048180");
  large.resize(3 + 128);
  CHECK(der::Reader(large).next().content.size() == 128);
}

TEST_CASE("an element that must be there") {
  const auto expect = [](der::Reader& reader) {
    der::Reader inner = reader.enter(der::kSequence, "outer");
    const der::Element e = inner.expect(der::kInteger, "number");
    inner.end("outer");
    return to_hex(e.content);
  };
  CHECK(outcome("3003020105", expect) == "05");
  CHECK(outcome("3000", expect) == "der.truncated @ byte 2");
  CHECK(outcome("3103020105", expect) == "der.type @ byte 0");
  CHECK(outcome("3003040105", expect) == "der.type @ byte 2");
  CHECK(outcome("30050201050500", expect) == "der.trailing @ byte 5");
  CHECK(outcome("30020201", expect) == "der.truncated @ byte 2");
}

TEST_CASE("offsets count from where the document begins") {
  const Bytes document = hex("30030201");
  der::Reader reader(document, 100);
  CHECK(error_of([&] { reader.next(); }).details()[0].where == "byte 100");
  const Bytes nested = hex("30050203800101");
  der::Reader outer(nested, 100);
  der::Reader inner = outer.enter(der::kSequence, "outer");
  CHECK(inner.offset() == 102);
  CHECK(inner.next().content_offset() == 104);
}

TEST_CASE("nesting has an end") {
  const auto nested = [](std::size_t depth) {
    der::Writer writer;
    for (std::size_t i = 0; i < depth; ++i) {
      der::Writer outer;
      outer.element(der::kSequence, writer.bytes());
      writer = outer;
    }
    return writer.take();
  };
  const auto walk = [](const Bytes& document) {
    der::Reader reader(document);
    const der::Element e = reader.next();
    der::check(reader, e);
  };
  CHECK(error_of([&] { walk(nested(32)); }).code() == "none");
  CHECK(error_of([&] { walk(nested(33)); }).code() == "der.depth");
  CHECK(error_of([&] { walk(nested(5000)); }).code() == "der.depth");
}

TEST_CASE("BOOLEAN and INTEGER") {
  const auto boolean = [](der::Reader& reader) { return std::string(der::boolean(reader.next()) ? "true" : "false"); };
  CHECK(outcome("0101ff", boolean) == "true");
  CHECK(outcome("010100", boolean) == "false");
  for (const char* bad : {"010101", "01017f", "0100", "0102ffff"})
    CHECK(outcome(bad, boolean) == "der.boolean @ byte 0");

  const auto integer = [](der::Reader& reader) { return std::to_string(der::small_integer(reader.next())); };
  const Row rows[] = {{"020100", "0"},
                      {"02017f", "127"},
                      {"02020080", "128"},
                      {"020180", "-128"},
                      {"0202ff7f", "-129"},
                      {"02087fffffffffffffff", "9223372036854775807"},
                      {"02088000000000000000", "-9223372036854775808"},
                      {"0209008000000000000000", "der.integer @ byte 0"},
                      {"0200", "der.integer @ byte 0"},
                      {"0202007f", "der.integer @ byte 0"},
                      {"0202ff80", "der.integer @ byte 0"}};
  for (const Row& row : rows) {
    CAPTURE(row.document);
    CHECK(outcome(row.document, integer) == row.outcome);
  }
}

TEST_CASE("OBJECT IDENTIFIER") {
  const auto oid = [](der::Reader& reader) { return der::oid(reader.next()); };
  const Row rows[] = {{"06082a8648ce3d030107", "1.2.840.10045.3.1.7"},
                      {"0603550403", "2.5.4.3"},
                      {"060100", "0.0"},
                      {"060127", "0.39"},
                      {"06014f", "1.39"},
                      {"060150", "2.0"},
                      {"06028837", "2.999"},
                      {"0609"
                       "88ffffffffffffff7f",
                       "2.648518346341351343"},
                      {"060a"
                       "2a"
                       "81ffffffffffffffff7f",
                       "der.oid @ byte 0"},
                      {"0600", "der.oid @ byte 0"},
                      {"060180", "der.oid @ byte 0"},
                      {"06022a86", "der.oid @ byte 0"},
                      {"06032a8001", "der.oid @ byte 0"}};
  for (const Row& row : rows) {
    CAPTURE(row.document);
    CHECK(outcome(row.document, oid) == row.outcome);
  }
}

TEST_CASE("BIT STRING") {
  const auto bits = [](der::Reader& reader) {
    const der::Bits b = der::bits(reader.next());
    return to_hex(b.octets) + "/" + std::to_string(b.unused);
  };
  CHECK(outcome("030100", bits) == "/0");
  CHECK(outcome("03020780", bits) == "80/7");
  CHECK(outcome("030200ff", bits) == "ff/0");
  for (const char* bad : {"0300", "030101", "03020880", "030207c0", "0302ff00"})
    CHECK(outcome(bad, bits) == "der.bits @ byte 0");
  const auto octets = [](der::Reader& reader) { return to_hex(der::bit_string(reader.next())); };
  CHECK(outcome("03020041", octets) == "41");
  CHECK(outcome("03020140", octets) == "der.bits @ byte 0");
}

TEST_CASE("what nobody interprets is walked") {
  const auto check = [](der::Reader& reader) {
    der::check(reader, reader.next());
    return std::string("ok");
  };
  const Row rows[] = {{"3006020101040141", "ok"},
                      {"a003020101", "ok"},
                      {"3003010101", "der.boolean @ byte 2"},
                      {"3004020200"
                       "01",
                       "der.integer @ byte 2"},
                      {"30030a0100", "ok"},
                      {"30020a00", "der.integer @ byte 2"},
                      {"3003050100", "der.null @ byte 2"},
                      {"30020600", "der.oid @ byte 2"},
                      {"30020300", "der.bits @ byte 2"},
                      {"30031e0141", "der.string @ byte 2"},
                      {"30041c020041", "der.string @ byte 2"},
                      {"3002a0ff", "der.length @ byte 3"},
                      {"3004a002"
                       "2400",
                       "der.tag @ byte 4"}};
  for (const Row& row : rows) {
    CAPTURE(row.document);
    CHECK(outcome(row.document, check) == row.outcome);
  }
}

TEST_CASE("the writer writes what the cursor reads") {
  for (std::int64_t n : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{127}, std::int64_t{128},
                         std::int64_t{-128}, std::int64_t{-129}, std::int64_t{65535}, std::int64_t{1} << 40,
                         std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    der::Writer writer;
    writer.integer(n);
    CHECK(der::small_integer(der::Reader(writer.bytes()).next()) == n);
  }
  for (const char* oid : {"1.2.840.10045.3.1.7", "2.5.4.3", "0.39", "2.999.3", "1.3.6.1.4.1.9223372036854775807"}) {
    der::Writer writer;
    writer.oid(oid);
    CHECK(der::oid(der::Reader(writer.bytes()).next()) == oid);
  }
  for (std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U}) {
    der::Writer writer;
    writer.constructed(der::kSequence, [&] { writer.octet_string(Bytes(size, 'x')); });
    der::Reader reader(writer.bytes());
    der::Reader inner = reader.enter(der::kSequence, "outer");
    CHECK(inner.next().content.size() == size);
    inner.end("outer");
    reader.end("document");
  }
}

TEST_CASE("the writer's forms") {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.boolean(true);
    writer.boolean(false);
    writer.null();
    writer.unsigned_integer(hex("0000ff"));
    writer.unsigned_integer(hex("7f"));
    writer.unsigned_integer({});
    writer.bit_string(hex("80"), 7);
    writer.raw(hex("0500"));
    writer.element(der::kUtf8String, "a");
  });
  CHECK(to_hex(writer.bytes()) ==
        "301b0101ff0101000500020200ff02017f020100030207800500"
        "0c0161");
  for (const char* bad : {"", "1", "a.b", "1.2 "}) {
    CHECK(test::verdict([&] { der::Writer().oid(bad); }) == "1 internal");
  }
}
