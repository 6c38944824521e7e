#include "x509/distribution.h"

#include "x509/der.h"
#include "x509/names/general_name.h"

namespace pkit::x509 {

namespace {

constexpr const char* kPoint = "crl.point";
constexpr std::size_t kMostNames = 64;  // of a CRL's point: each is compared with those of each certificate's points

std::vector<Attribute> read_relative(const der::Element& relative) {
  der::Writer name;
  name.constructed(der::kSequence, [&] { name.element(der::kSet, relative.content); });
  return Name::parse(name.bytes(), relative.offset).rdns().front();
}

void read_point_name(der::Reader choice, DistributionPoint& point) {
  if (const auto full = choice.optional(der::context(0, true)))
    point.full_name = read_general_names(choice.inside(*full));
  else
    point.relative = read_relative(choice.expect(der::context(1, true), "distributionPoint"));
  choice.end("distributionPoint");
}

Reasons read_reasons(const der::Element& e) {
  const der::Bits bits = der::bits(e);
  Reasons reasons = 0;
  for (std::size_t i = 0; i < 9 && i < bits.octets.size() * 8; ++i)
    if ((bits.octets[i / 8] & (0x80 >> (i % 8))) != 0) reasons = static_cast<Reasons>(reasons | 1 << i);
  return reasons;
}

DistributionPoint read_point(der::Reader fields) {
  DistributionPoint point;
  const std::size_t at = fields.offset();
  if (const auto name = fields.optional(der::context(0, true))) read_point_name(fields.inside(*name), point);
  if (const auto reasons = fields.optional(der::context(1, false))) point.reasons = read_reasons(*reasons);
  if (const auto issuer = fields.optional(der::context(2, true)))
    point.crl_issuer = read_general_names(fields.inside(*issuer));
  fields.end("DistributionPoint");
  if (!point.has_name() && point.crl_issuer.empty()) der::fail(kPoint, "a distribution point that points nowhere", at);
  return point;
}

/// BOOLEAN DEFAULT FALSE under an implicit tag.
bool read_flag(der::Reader& fields, int tag) {
  const auto flag = fields.optional(der::context(tag, false));
  if (!flag) return false;
  if (!der::boolean(*flag)) der::fail("der.default", "FALSE is written out", flag->offset);
  return true;
}

}  // namespace

std::vector<DistributionPoint> decode_distribution_points(BytesView value) {
  der::Reader document(value);
  der::Reader list = document.enter(der::kSequence, "cRLDistributionPoints");
  document.end("cRLDistributionPoints");
  if (list.empty()) der::fail(kPoint, "an empty list of distribution points", list.offset());
  std::vector<DistributionPoint> points;
  while (!list.empty()) points.push_back(read_point(list.enter(der::kSequence, "DistributionPoint")));
  return points;
}

IssuingPoint decode_issuing_point(BytesView value) {
  der::Reader document(value);
  der::Reader fields = document.enter(der::kSequence, "issuingDistributionPoint");
  document.end("issuingDistributionPoint");
  if (fields.empty()) der::fail(kPoint, "an issuing distribution point that says nothing", fields.offset());
  IssuingPoint issuing;
  if (const auto name = fields.optional(der::context(0, true))) read_point_name(fields.inside(*name), issuing.point);
  issuing.only_user = read_flag(fields, 1);
  issuing.only_ca = read_flag(fields, 2);
  if (const auto reasons = fields.optional(der::context(3, false))) issuing.only_reasons = read_reasons(*reasons);
  issuing.indirect = read_flag(fields, 4);
  issuing.only_attribute = read_flag(fields, 5);
  fields.end("issuingDistributionPoint");
  if (issuing.point.full_name.size() > kMostNames) der::fail(kPoint, "a CRL of more than 64 distribution points", 0);
  if (issuing.only_user + issuing.only_ca + issuing.only_attribute > 1)
    der::fail(kPoint, "a CRL that contains only two different things", 0);
  return issuing;
}

}  // namespace pkit::x509
