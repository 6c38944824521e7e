// Identity.java FILE...: document D's certificate object (D26, D30) as Java's own classes fill it, one line a file; or
// "refuse" and why.
import java.io.*;
import java.math.BigInteger;
import java.nio.file.*;
import java.security.cert.*;
import java.util.*;
import javax.security.auth.x500.X500Principal;

class Identity {
  public static void main(String[] files) throws Exception {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (String file : files) {
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        out.println(object((X509Certificate) factory.generateCertificate(in)));
      } catch (CertificateException e) {
        out.println("refuse " + e.getMessage());
      }
    }
    out.flush();
  }

  static String object(X509Certificate c) throws Exception {
    return "{\"key\":" + quoted(c.getPublicKey().getAlgorithm()) + ",\"spki\":" + base64(c.getPublicKey().getEncoded())
        + ",\"signature\":" + quoted(c.getSigAlgName()) + ",\"bits\":" + base64(c.getSignature()) + ",\"version\":" + c.getVersion()
        + ",\"issuer\":" + quoted(c.getIssuerX500Principal().getName(X500Principal.RFC2253))
        + ",\"dn\":" + quoted(c.getSubjectX500Principal().getName(X500Principal.RFC2253))
        + ",\"notBefore\":" + c.getNotBefore().getTime() / 1000 + ",\"notAfter\":" + c.getNotAfter().getTime() / 1000
        + ",\"serial\":" + quoted(c.getSerialNumber().toString(16)) + "}";
  }

  static String base64(byte[] octets) { return quoted(Base64.getEncoder().encodeToString(octets)); }

  /** JSON, with everything beyond printable ASCII as \\u. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray())
      if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') out.append(String.format("\\u%04x", (int) c)); else out.append(c);
    return out.append('"').toString();
  }
}
