// Pkits.java ROOT CRLS LEAVES CHAINS: Java's path building and validation (PKIX, RFC 5280 6) with CRLs over each file of
// LEAVES and what is in the file of that name of CHAINS. Answers "NAME accepted|refused", a line each.
import java.io.*;
import java.security.*;
import java.security.cert.*;
import java.util.*;

class Pkits {
  static final int INTERMEDIATES = 20; // as pkit's --max-depth; Java's own limit is 5

  public static void main(String[] args) throws Exception {
    TrustAnchor anchor = new TrustAnchor(certificates(args[0]).get(0), null);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<CRL> crls = new ArrayList<>(factory.generateCRLs(new FileInputStream(args[1])));
    for (String leaf : new File(args[2]).list()) {
      String verdict = accepts(anchor, crls, args[2] + "/" + leaf, args[3] + "/" + leaf) ? "accepted" : "refused";
      System.out.println(leaf.replace(".pem", "") + " " + verdict);
    }
  }

  static List<X509Certificate> certificates(String file) throws Exception {
    List<X509Certificate> all = new ArrayList<>();
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (java.security.cert.Certificate each : factory.generateCertificates(new FileInputStream(file))) all.add((X509Certificate) each);
    return all;
  }

  static boolean accepts(TrustAnchor anchor, List<CRL> crls, String leaf, String chain) throws Exception {
    List<Object> store = new ArrayList<>(crls);
    try {
      store.addAll(certificates(chain));
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(certificates(leaf).get(0));
      PKIXBuilderParameters rules = new PKIXBuilderParameters(Set.of(anchor), target);
      rules.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(store)));
      rules.setMaxPathLength(INTERMEDIATES);
      CertPathBuilder.getInstance("PKIX").build(rules);
      return true;
    } catch (CertificateException | CertPathBuilderException e) {
      return false;
    }
  }
}
