// index.txt both ways: what openssl-ca(1) writes is read as it meant it.
#include "ca-directory/index.h"

#include <doctest/doctest.h>

#include "../temporary_directory.h"

namespace pkit::ca_directory {

TEST_CASE("X22: a row of the index is valid, revoked or expired") {
  const auto lines = read_index(
      "V\t270101000000Z\t\t4f3A\tunknown\t/CN=web1\n"
      "R\t20500101000000Z\t260102030405Z,keyCompromise\t01\tunknown\t/CN=web2\n"
      "# a comment\n\n"
      "E\t200201000000Z\t\t02\tunknown\t/CN=a\\\tb\n"
      "R\t991231235959Z\t700101000000Z\t03\tunknown\t/CN=old");
  REQUIRE(lines.size() == 4);
  for (const IndexLine& line : lines) REQUIRE(line.row);
  CHECK(lines[0].row->state == RowState::valid);
  CHECK(lines[0].row->serial == "4F3A");
  CHECK(print_time(lines[0].row->expires) == "2027-01-01T00:00:00Z");
  CHECK(lines[1].row->state == RowState::revoked);
  CHECK(lines[1].row->reason == 1);
  CHECK(print_time(*lines[1].row->revoked) == "2026-01-02T03:04:05Z");
  CHECK(lines[2].number == 5);
  CHECK(lines[2].row->state == RowState::expired);
  CHECK(lines[2].row->subject == "/CN=a\tb");
  CHECK(print_time(lines[3].row->expires) == "1999-12-31T23:59:59Z");
  CHECK(lines[3].row->reason == 0);
}

TEST_CASE("B6: what is no row is a fault and hides no other") {
  const struct {
    const char* line;
    const char* fault;
  } rows[] = {
      {"Q", "it has 1 fields and not 6"},
      {"Q\t270101000000Z\t\t01\tunknown\t/CN=x", "its state is 'Q'"},
      {"V\t271301000000Z\t\t01\tunknown\t/CN=x", "its end is '271301000000Z'"},
      {"V\t2701010000Z\t\t01\tunknown\t/CN=x", "its end is '2701010000Z'"},
      {"V\t270101000000Z\t260101000000Z\t01\tunknown\t/CN=x", "it is not revoked, and has a time of revocation"},
      {"R\t270101000000Z\t\t01\tunknown\t/CN=x", "its time of revocation is ''"},
      {"R\t270101000000Z\t260101000000Z,because\t01\tunknown\t/CN=x", "its reason is 'because'"},
      {"V\t270101000000Z\t\t1\tunknown\t/CN=x", "its serial is '1', and no hex of 1 to 20 octets"},
      {"V\t270101000000Z\t\t-1\tunknown\t/CN=x", "its serial is '-1', and no hex of 1 to 20 octets"},
      {"V\t270101000000Z\t\t010203040506070809101112131415161718192021\tx\t/CN=x",
       "its serial is '010203040506070809101112131415161718192021', and no hex of 1 to 20 octets"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.line);
    const IndexLine line = read_index_line(row.line, 7);
    CHECK(!line.row);
    CHECK(line.fault == row.fault);
  }
}

TEST_CASE("B6: a page goes on behind the line where the one before it ended") {
  const test::TemporaryDirectory directory;
  const Path file = directory / "index.txt";
  const std::string row = "\t270101000000Z\t\t0", rest = "\tunknown\t/CN=x\n";
  const std::string text = "Q\nV" + row + "1" + rest + "\nV" + row + "2" + rest;
  CHECK(read_index(text).size() == 3);
  create_file(file, as_bytes(text), Mode::shared);
  IndexReader first(file, {});
  CHECK(first.next()->number == 1);
  CHECK(first.next()->row->serial == "01");
  const auto place = parse_place(print_place(first.place()));
  REQUIRE(place);
  CHECK(place->offset == text.find("\n\n") + 1);
  IndexReader next(file, *place);
  CHECK(next.next()->number == 4);
  CHECK(!next.next());
  // What was rewritten meanwhile has the same lines at other places.
  replace_file(file, as_bytes("# longer\n" + text.substr(2)), Mode::shared);
  IndexReader moved(file, *place);
  CHECK(moved.next()->row->serial == "02");
  for (const char* none : {"", "x", "1@", "1@2", "1@x@y", "-1", "1@2@3@4"}) CHECK(!parse_place(none));
  CHECK(parse_place("7")->line == 7);
}

TEST_CASE("RFC 5280 5.3.1: a hold becomes a revocation in its row, and no other row changes") {
  const std::string kept = "R\t270101000000Z\t260102030405Z,superseded\t02\tunknown\t/CN=y\n";
  const std::string index = "R\t270101000000Z\t260102030405Z,";
  const std::string rest = "\t0a\tunknown\t/CN=x\n" + kept;
  CHECK(with_reason(index + "certificateHold" + rest, "0A", "keyCompromise") == index + "keyCompromise" + rest);
  CHECK(with_reason(index + "holdInstruction,holdInstructionNone" + rest, "0A", "keyCompromise") ==
        index + "keyCompromise" + rest);
  CHECK(with_reason(kept, "03", "keyCompromise") == kept);
}

TEST_CASE("RFC 5280 5.2.3: a CRL's number goes on up to 20 octets") {
  CHECK(fault_of_crl_number("01\n").empty());
  CHECK(fault_of_crl_number("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE\n").empty());
  CHECK(fault_of_crl_number("00FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE").empty());
  CHECK(!fault_of_crl_number("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF\n").empty());
  CHECK(!fault_of_crl_number("010000000000000000000000000000000000000000").empty());
  CHECK(!fault_of_crl_number("").empty());
  CHECK(!fault_of_crl_number("12 34").empty());
}

}  // namespace pkit::ca_directory
