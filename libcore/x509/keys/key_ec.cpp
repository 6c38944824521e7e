// Public keys on elliptic curves (RFC 5480): named curves, and a point on them in a form that is allowed.
#include <openssl/ec.h>
#include <openssl/objects.h>

#include <array>

#include "ossl/ossl.h"
#include "x509/keys/key_reader.h"
#include "x509/oid.h"

namespace pkit::x509 {

namespace {

using Group = ossl::Owned<EC_GROUP, EC_GROUP_free>;
using Point = ossl::Owned<EC_POINT, EC_POINT_free>;

struct Curve {
  oid::Oid oid;
  const char* name;
  int nid;
  int bits;
};
constexpr Curve kCurves[] = {{oid::kP256, "P-256", NID_X9_62_prime256v1, 256},
                             {oid::kP384, "P-384", NID_secp384r1, 384},
                             {oid::kP521, "P-521", NID_secp521r1, 521}};

const Curve* find_curve(const std::string& oid) {
  for (const Curve& curve : kCurves) {
    if (curve.oid == oid) return &curve;
  }
  return nullptr;
}

/// The arithmetic of a curve, made once a thread: it needs no provider.
const EC_GROUP* group_of(const Curve& curve) {
  thread_local std::array<Group, std::size(kCurves)> groups;
  Group& group = groups[static_cast<std::size_t>(&curve - kCurves)];
  if (!group) {
    ossl::start();
    group.reset(ossl::need(EC_GROUP_new_by_curve_name(curve.nid), "making a curve"));
  }
  return group.get();
}

/// The uncompressed form of an encoded point; nothing where it is not on the curve (oct2point checks that).
Bytes uncompressed(const EC_GROUP* group, BytesView encoded, std::size_t size) {
  const Point point(ossl::need(EC_POINT_new(group), "making a point"));
  if (EC_POINT_oct2point(group, point.get(), encoded.data(), encoded.size(), nullptr) != 1) {
    ossl::forget_errors();
    return {};
  }
  if (encoded.size() == size) return Bytes(encoded.begin(), encoded.end());
  Bytes out(size);
  const std::size_t written =
      EC_POINT_point2oct(group, point.get(), POINT_CONVERSION_UNCOMPRESSED, out.data(), out.size(), nullptr);
  if (written != size) ossl::fail("writing a point");
  return out;
}

/// What libcrypto calls a curve that it has, so that it can check a signature: "secp256k1". Empty for others.
std::string libcrypto_name(const std::string& oid) {
  ossl::start();
  const int nid = OBJ_txt2nid(oid.c_str());
  const bool known = nid != NID_undef && Group(EC_GROUP_new_by_curve_name(nid));
  ossl::forget_errors();
  return known ? OBJ_nid2sn(nid) : "";
}

Bytes canonical_spki(const Curve& curve, BytesView point) {
  der::Writer writer;
  writer.constructed(der::kSequence, [&] {
    writer.constructed(der::kSequence, [&] {
      writer.oid(oid::kEcPublicKey);
      writer.oid(curve.oid);
    });
    writer.bit_string(point);
  });
  return writer.take();
}

constexpr const char* kOtherCurve = "make an ec-p256, ec-p384 or ec-p521 key";

}  // namespace

bool KeyReader::judge_form(const Parts& parts) {
  const std::uint8_t form = parts.bits.empty() ? std::uint8_t{0xff} : parts.bits[0];
  switch (form) {
    case 2:
    case 3:
      if (source == KeySource::csr)
        not_taken("key.ec.compressed", "EC key in compressed form", parts.bits_offset, "send the point uncompressed");
      return true;
    case 4:
      return true;
    case 0:
      malformed("key.ec.infinity", "EC key is the point at infinity: anyone can sign with it", parts.bits_offset);
      return false;
    case 6:
    case 7:  // RFC 5480 2.2
      malformed("key.ec.hybrid", "EC key in hybrid form", parts.bits_offset);
      return false;
    default:
      malformed("key.ec.form", "EC key in no form of a point", parts.bits_offset);
      return false;
  }
}

void KeyReader::read_ec(const Parts& parts) {
  const bool point = judge_form(parts);
  if (!parts.parameters || (parts.parameters->tag != der::kOid && parts.parameters->tag != der::kSequence))
    return malformed("key.ec.parameters", "EC key that names no curve", parts.bits_offset);  // RFC 5480 2.1.1
  if (parts.parameters->tag == der::kSequence) {
    der::check(parts.algorithm, *parts.parameters);
    checkable = true;
    not_taken("key.ec.explicit", "EC key with explicit parameters", parts.parameters->offset, kOtherCurve);
    return name_other("ec-explicit");
  }
  const std::string oid = der::oid(*parts.parameters);
  const Curve* curve = find_curve(oid);
  if (!curve) {
    const std::string name = libcrypto_name(oid);
    checkable = !name.empty();
    const std::string& shown = checkable ? name : oid;
    not_taken("key.ec.curve", "curve " + shown + " is not taken", parts.parameters->offset, kOtherCurve);
    return name_other("ec-" + shown);
  }
  if (!point) return;
  const auto field = static_cast<std::size_t>((curve->bits + 7) / 8);
  if (parts.bits.size() != 1 + field * (parts.bits[0] == 4 ? 2 : 1))
    return malformed("key.ec.length", "EC key of a wrong length for " + std::string(curve->name), parts.bits_offset);
  key.point_ = uncompressed(group_of(*curve), parts.bits, 1 + 2 * field);
  if (key.point_.empty())
    return malformed("key.ec.point", "EC key is not on " + std::string(curve->name), parts.bits_offset);
  key.type_ = KeyType::ec;
  key.bits_ = curve->bits;
  key.curve_ = curve->name;
  checkable = true;
  identify(canonical_spki(*curve, key.point_));
}

}  // namespace pkit::x509
