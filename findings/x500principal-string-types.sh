# Java's X500Principal.getName(RFC2253) takes the octets of every string type for UTF-8.
#
# Seen with OpenJDK 17.0.15 (Debian 12): a CN in a BMPString "Z" U+00EB is printed as \00Z\00 and U+FFFD, with its NULs
# escaped; the same name in a T61String (Latin-1) as Z and U+FFFD; in a UTF8String as it should be. Only UniversalString
# and NumericString are printed in hexadecimal. So two programs that read the same certificate give different names, and
# one who compares with Java must make the same text, as pkit's identity-from-cert does.
# Needs java. Ends with 1 where Java behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cat >"$work/Names.java" <<'END'
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;

class Names {
  public static void main(String[] none) {
    System.out.println(System.getProperty("java.version"));
    for (String value : new String[] {"0c035ac3ab", "14025aeb", "1e04005a00eb", "1c080000005a000000eb", "12023132"}) {
      byte[] string = HexFormat.of().parseHex(value);
      byte[] head = HexFormat.of().parseHex("30%02x31%02x30%02x0603550403".formatted(
          string.length + 9, string.length + 7, string.length + 5));
      byte[] name = java.util.Arrays.copyOf(head, head.length + string.length);
      System.arraycopy(string, 0, name, head.length, string.length);
      StringBuilder out = new StringBuilder();
      for (char c : new X500Principal(name).getName(X500Principal.RFC2253).toCharArray())
        out.append(c < 0x7f ? String.valueOf(c) : String.format("<U+%04X>", (int) c));
      System.out.println(value + " " + out);
    }
  }
}
END
java -XX:+UseSerialGC "$work/Names.java" | tee "$work/told"
diff - <(tail -n +2 "$work/told") <<'END'
0c035ac3ab CN=Z<U+00EB>
14025aeb CN=Z<U+FFFD>
1e04005a00eb CN=\00Z\00<U+FFFD>
1c080000005a000000eb CN=#1c080000005a000000eb
12023132 CN=#12023132
END
echo 'as described'
