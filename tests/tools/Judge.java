// Judge.java: Java's path validation (PKIX, RFC 5280 6) and its reader of PKCS#12 as judges for matrix.sh. Each line of
// standard input, ROOT ISSUING LEAF, crl ROOT ISSUING LEAF CRLS, ocsp ROOT ISSUING LEAF ANSWER or p12 FILE PASSWORD,
// is answered with a line: accept, or refuse and why.
import java.io.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.security.spec.*;
import java.util.*;

class Judge {
  static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  public static void main(String[] none) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      System.out.println(switch (words[0]) {
        case "p12" -> openStore(words[1], words[2]);
        case "crl", "ocsp" -> checkRevocation(words);
        default -> validate(words);
      });
    }
  }

  static X509Certificate read(String name) throws Exception {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** A path from the leaf to the root, for a TLS client that signs; without CRLs. */
  static String validate(String[] names) throws Exception {
    PKIXParameters rules = new PKIXParameters(Set.of(new TrustAnchor(read(names[0]), null)));
    rules.setRevocationEnabled(false);
    X509CertSelector client = new X509CertSelector();
    client.setExtendedKeyUsage(Set.of(CLIENT_AUTH));
    client.setKeyUsage(new boolean[] {true});
    rules.setTargetCertConstraints(client);
    CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(read(names[2]), read(names[1])));
    try {
      CertPathValidator.getInstance("PKIX").validate(path, rules);
      return "accept";
    } catch (CertPathValidatorException e) {
      return "refuse " + e.getReason() + ": " + e.getMessage();
    }
  }

  /** The same path, with the CRLs of a file for all of it, or an OCSP answer for the leaf. */
  static String checkRevocation(String[] words) throws Exception {
    boolean ocsp = words[0].equals("ocsp");
    X509Certificate leaf = read(words[3]);
    PKIXParameters rules = new PKIXParameters(Set.of(new TrustAnchor(read(words[1]), null)));
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
    if (ocsp) {
      checker.setOcspResponses(Map.of(leaf, Files.readAllBytes(Path.of(words[4]))));
      checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.ONLY_END_ENTITY, PKIXRevocationChecker.Option.NO_FALLBACK));
    } else {
      checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
      try (InputStream in = Files.newInputStream(Path.of(words[4]))) {
        rules.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(
            CertificateFactory.getInstance("X.509").generateCRLs(in))));
      }
    }
    rules.addCertPathChecker(checker);
    CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf, read(words[2])));
    try {
      validator.validate(path, rules);
      return "accept";
    } catch (CertPathValidatorException e) {
      return "refuse " + e.getReason() + ": " + e.getMessage();
    }
  }

  /** The file's only key signs what the first certificate of its chain verifies. */
  static String openStore(String name, String password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      store.load(in, password.toCharArray());
    } catch (IOException e) {
      return "refuse " + e.getMessage();
    }
    List<String> keys = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) if (store.isKeyEntry(alias)) keys.add(alias);
    if (keys.size() != 1) return "refuse " + keys.size() + " keys";
    PrivateKey key = (PrivateKey) store.getKey(keys.get(0), password.toCharArray());
    java.security.cert.Certificate[] chain = store.getCertificateChain(keys.get(0));
    if (chain.length != 2) return "refuse a chain of " + chain.length;
    chain[0].verify(chain[1].getPublicKey());
    return signs(key, chain[0].getPublicKey()) ? "accept" : "refuse a key that is not the certificate's";
  }

  static Signature signature(String key) throws Exception {
    Signature signature = Signature.getInstance(Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "EdDSA", "Ed25519",
        "RSASSA-PSS", "RSASSA-PSS").get(key));
    if (key.equals("RSASSA-PSS")) signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    return signature;
  }

  static boolean signs(PrivateKey key, PublicKey verifier) throws Exception {
    byte[] message = {1, 2, 3};
    Signature signer = signature(key.getAlgorithm());
    signer.initSign(key);
    signer.update(message);
    byte[] made = signer.sign();
    Signature judge = signature(verifier.getAlgorithm());
    judge.initVerify(verifier);
    judge.update(message);
    return judge.verify(made);
  }
}
