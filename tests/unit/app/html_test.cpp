// Names out of certificates are data in HTML: no markup, no control, no other direction.
#include "pkit/report/html.h"

#include <doctest/doctest.h>

using pkit::app::html_text;

TEST_CASE("what means something to HTML, a terminal or a reader's eye is escaped") {
  struct Row {
    std::string given, wanted;
  };
  const Row rows[] = {
      {"web1.corp.example", "web1.corp.example"},
      {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
      {"\" onload='x' & y", "&quot; onload=&#39;x&#39; &amp; y"},
      {"&lt;", "&amp;lt;"},
      {std::string("a\0b", 3), "a\\x00b"},
      {"a\x1b[31mb\nc\x7f", "a\\x1b[31mb\\x0ac\\x7f"},
      {"a\xff\xc0\xafz", "a\\xff\\xc0\\xafz"},  // no UTF-8 (RFC 3629)
      {"a\xe2\x80\xae"
       "b\xe2\x81\xa6",
       "a\\u{202e}b\\u{2066}"},  // RLO, LRI (UAX 9)
      {"\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"},
  };
  for (const Row& row : rows) CHECK(html_text(row.given) == row.wanted);
}
