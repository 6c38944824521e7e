// metadata get, set and unset: an operator's hand on what certificates are tagged with (A22).
#include <set>

#include "change/claim.h"
#include "fleet/own_change.h"
#include "fleet/own_operations.h"
#include "fleet/shapes.h"
#include "store/metadata.h"
#include "view/resolve.h"

namespace pkit {

namespace {

constexpr Input kCertificate = input<&MetadataRequest::certificate>("certificate", "CERTIFICATE",
                                                                    "its serial, its ID, its holder's name or its file")
                                   .argument()
                                   .needed()
                                   .completes(Completion::certificate);
constexpr Input kGetInputs[] = {kCertificate};
constexpr Input kSetInputs[] = {
    kCertificate,
    input<&MetadataRequest::values>("value", "FIELD=VALUE", "a field of pkit.yaml, and its value").argument().needed(),
};
constexpr Input kUnsetInputs[] = {
    kCertificate,
    input<&MetadataRequest::fields>("field", "FIELD", "a field that it has").argument().needed(),
};

Value tags_of(Session& session, const store::Certificate& certificate) {
  Value tags;
  session.state.read([&](store::Read& read) { tags = store::metadata::of(read, certificate.id); });
  return tags;
}

Outcome tagged(const store::Certificate& certificate, Value tags) {
  Outcome outcome;
  outcome.data = Value::map({{"certificate", certificate.id}, {"metadata", std::move(tags)}});
  return outcome;
}

Error no_such_tag(const store::Certificate& certificate, const std::string& field) {
  return Error(Kind::not_found, "metadata.field", certificate.id + " has no " + printable(field),
               "pkit metadata get " + certificate.id);
}

/// A tag's name as it is kept, whatever its case; empty: there is none.
std::string spelt(const Value& tags, const std::string& field) {
  for (const auto& [name, value] : tags.members())
    if (lower(name) == lower(field)) return name;
  return {};
}

std::vector<std::string> names_of(const catalog::MetadataFields& fields) {
  std::vector<std::string> names;
  for (const catalog::MetadataField& field : fields) names.push_back(field.name);
  return names;
}

/// Field as pkit.yaml spells it -> the value as it is kept; every fault at once.
std::vector<std::pair<std::string, std::string>> judged(const Setup& setup, const MetadataRequest& request) {
  std::vector<std::pair<std::string, std::string>> values;
  std::vector<Fault> faults;
  std::set<std::string> named;
  for (const auto& [name, value] : request.values) {
    if (!named.insert(lower(name)).second)
      throw Error(Kind::usage, "option.repeated", "'" + printable(name) + "' is given more than once");
    const catalog::MetadataField* field = catalog::find_field(setup.metadata, name);
    if (!field) {
      faults.push_back({Kind::not_found, "metadata.field", printable(name), "there is no such field",
                        config::hint_for(name, names_of(setup.metadata))});
      continue;
    }
    catalog::Judged one = catalog::judge_metadata(*field, Value(value));
    if (one.value)
      values.emplace_back(field->name, std::move(*one.value));
    else
      faults.push_back({Kind::usage, "metadata.value", field->name, one.why, ""});
  }
  if (faults.empty()) return values;
  const Fault first = faults.front();
  throw Error(first.kind, first.code, "metadata " + first.where + ": " + first.what, first.hint, std::move(faults));
}

Value names_value(const std::vector<std::pair<std::string, std::string>>& values) {
  Value names = Value::list();
  for (const auto& [field, value] : values) names.push(field);
  return names;
}

Outcome set_once(Session& session, const MetadataRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const Setup setup = load_setup(session.home, session.database);
  const store::Certificate certificate = find_certificate(session, request.certificate);
  const auto values = judged(setup, request);
  Value tags = tags_of(session, certificate);
  write_own(session, request.common, now,
            {"metadata.set", certificate.id, Value::map({{"fields", names_value(values)}})}, certificate.id,
            [&](store::Write& write) {
              for (const auto& [field, value] : values) store::metadata::set(write, certificate.id, field, value);
            });
  for (const auto& [field, value] : values) {
    tags.erase(spelt(tags, field));
    tags.set(field, value);
  }
  return tagged(certificate, std::move(tags));
}

/// A field that pkit.yaml does not have any more can be taken away too.
Outcome unset_once(Session& session, const MetadataRequest& request) {
  const Time now = operation_time(session, !request.common.dry_run);
  const store::Certificate certificate = find_certificate(session, request.certificate);
  Value tags = tags_of(session, certificate);
  for (const std::string& field : request.fields) {
    const std::string known = spelt(tags, field);
    if (known.empty()) throw no_such_tag(certificate, field);
    tags.erase(known);
  }
  write_own(session, request.common, now,
            {"metadata.unset", certificate.id, Value::map({{"fields", Value::list(request.fields)}})}, certificate.id,
            [&](store::Write& write) {
              for (const std::string& field : request.fields)
                if (!store::metadata::unset(write, certificate.id, field)) throw no_such_tag(certificate, field);
            });
  return tagged(certificate, std::move(tags));
}

Outcome tags_now(Session& session, const std::string& word) {
  const store::Certificate certificate = find_certificate(session, word);
  return tagged(certificate, tags_of(session, certificate));
}

}  // namespace

Outcome get_metadata(Session& session, const MetadataRequest& request) {
  return tags_now(session, request.certificate);
}

Outcome set_metadata(Session& session, const MetadataRequest& request) {
  return once(
      session, request.common, "metadata set", given(kSetInputs, &request), [&] { return set_once(session, request); },
      [&](const std::string& id) { return tags_now(session, id); });
}

Outcome unset_metadata(Session& session, const MetadataRequest& request) {
  return once(
      session, request.common, "metadata unset", given(kUnsetInputs, &request),
      [&] { return unset_once(session, request); }, [&](const std::string& id) { return tags_now(session, id); });
}

constinit const Operation kGetMetadata = operation<MetadataRequest, get_metadata>(
    {.name = "metadata get", .asks = true, .inputs = kGetInputs, .data = &shape::tags});
constinit const Operation kSetMetadata =
    operation<MetadataRequest, set_metadata>({.name = "metadata set", .inputs = kSetInputs, .data = &shape::tags});
constinit const Operation kUnsetMetadata = operation<MetadataRequest, unset_metadata>(
    {.name = "metadata unset", .inputs = kUnsetInputs, .data = &shape::tags});

}  // namespace pkit
