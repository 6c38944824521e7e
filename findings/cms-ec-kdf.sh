# CMS to an EC key: the cipher of the content decides how the key is wrapped, but not the hash that derives the wrapping key.
#
# Seen with OpenSSL 3.0.19 (Debian 12): `openssl cms -encrypt -aes-256-gcm` for a P-384 key wraps by AES-256, and derives that
# key by X9.63 with SHA-1 (dhSinglePass-stdDH-sha1kdf-scheme), whatever the curve and the cipher are. A recipient that
# refuses SHA-1 cannot open it. SHA-256 is had by -keyopt ecdh_kdf_md:sha256 alone, which stands after its -recip; in a
# program by EVP_PKEY_CTX_set_ecdh_kdf_md on CMS_RecipientInfo_get0_pkey_ctx, as pkit's vaults set it.
# Needs openssl. Ends with 1 where it behaves otherwise.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
openssl version
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout key.pem -out cert.pem -subj /CN=to 2>/dev/null
echo content >content
scheme() { openssl cms -cmsout -print -inform DER -in "$1" | grep -o 'dhSinglePass-[a-z0-9A-Z-]*'; }
wrap() { openssl asn1parse -inform DER -in "$1" -strparse "$(openssl asn1parse -inform DER -in "$1" |
  sed -n '/dhSinglePass/{n;s/^ *\([0-9]*\):.*/\1/p}')" | grep -o 'id-aes[0-9]*-wrap'; }
openssl cms -encrypt -binary -aes-256-gcm -in content -outform DER -out plain.der cert.pem
openssl cms -encrypt -binary -aes-256-gcm -in content -outform DER -out set.der -recip cert.pem -keyopt ecdh_kdf_md:sha256
for file in plain set; do echo "$file $(scheme $file.der) $(wrap $file.der)"; done | tee told
diff told - <<'END'
plain dhSinglePass-stdDH-sha1kdf-scheme id-aes256-wrap
set dhSinglePass-stdDH-sha256kdf-scheme id-aes256-wrap
END
echo 'as described'
