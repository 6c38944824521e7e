// What is asked for, and what the templates give: the two sides that are compared.
#include <algorithm>

#include "pattern/name_glob.h"
#include "policy/name_value.h"
#include "policy/names.h"
#include "policy/template.h"

namespace pkit::policy {

namespace {

void ask_subject(const x509::Name& subject, AskedNames& asked) {
  for (const std::string& cn : subject.values("CN")) asked.cns.push_back({cn, "subject.CN"});
  for (const auto& rdn : subject.rdns()) {
    for (const x509::Attribute& attribute : rdn) {
      const std::string key = x509::attribute_key(attribute.oid);
      if (key != "CN") asked.others.emplace_back(key, attribute.value);
    }
  }
}

void ask_sans(const std::vector<x509::San>& sans, const std::string& where, Underscores underscores,
              AskedNames& asked) {
  for (std::size_t i = 0; i < sans.size(); ++i) {
    // A name that is not well formed keeps its spelling: nothing grants it, and the fault shows what was asked.
    const auto normal = normal_san(sans[i].type, sans[i].value, underscores);
    asked.sans.push_back({normal.value_or(sans[i]), where + "[" + std::to_string(i) + "]"});
  }
}

/// Expands the templates of one profile for one principal, collecting what cannot be signed.
class Expansion {
 public:
  Expansion(const Profile& profile, const PrincipalFields& principal) : profile_(profile), principal_(principal) {}

  void attribute(const std::string& key, const std::string& text) {
    const auto value = expand(text, principal_);
    const std::string wrong = value ? attribute_fault(key, *value) : kAbsent;
    if (wrong.empty()) {
      names_.subject.emplace_back(key, *value);
    } else {
      refuse("subject." + key, wrong, key == "CN" ? "a profile with a san may go without a CN" : "");
    }
  }

  void san(x509::SanType type, const std::string& text) {
    const auto value = expand(text, principal_);
    if (!value) return refuse(std::string("san.") + x509::san_word(type), kAbsent, "");
    if (const auto san = normal_san(type, *value, underscores_of(profile_)))
      add_once(names_.sans, *san);
    else
      skipped_.push_back({type, *value});
  }

  /// A machine is known by its name or by its address, and a profile serves both: a value that was signed as one of the
  /// two is not missed as the other. Any other template that came to nothing is told.
  void tell_skipped() {
    for (const x509::San& skipped : skipped_) {
      const bool otherwise = std::any_of(names_.sans.begin(), names_.sans.end(), [&](const x509::San& san) {
        return (san.type == x509::SanType::dns || san.type == x509::SanType::ip) && same_text(san.value, skipped.value);
      });
      if (!otherwise)
        names_.differences.push_back(
            {"dropped", std::string("san.") + x509::san_word(skipped.type), skipped.value, ""});
    }
  }

  JudgedNames take() { return std::move(names_); }

 private:
  static constexpr const char* kAbsent = "names a field that this principal does not have";

  void refuse(const std::string& where, const std::string& what, const std::string& hint) {
    names_.faults.push_back(
        {Kind::denied, "policy.template", where, "profile '" + profile_.name + "': " + where + " " + what, hint});
  }

  const Profile& profile_;
  const PrincipalFields& principal_;
  JudgedNames names_;
  std::vector<x509::San> skipped_;  // no names of their types
};

}  // namespace

AskedNames asked_names(const NamesWanted& wanted, Underscores underscores) {
  AskedNames asked;
  if (wanted.csr) {
    ask_subject(wanted.csr->subject, asked);
    ask_sans(wanted.csr->sans, "subjectAltName", underscores, asked);
  }
  if (wanted.cn) asked.cns.push_back({*wanted.cn, "--subject"});
  asked.others.insert(asked.others.end(), wanted.other_rdns.begin(), wanted.other_rdns.end());
  ask_sans(wanted.sans, "--san", underscores, asked);
  return asked;
}

JudgedNames expand_templates(const Profile& profile, const PrincipalFields& principal) {
  Expansion expansion(profile, principal);
  const bool from_csr = profile.names == NamesMode::from_csr;
  for (const auto& [key, text] : profile.subject) {
    if (!from_csr || key != "CN") expansion.attribute(key, text);
  }
  if (from_csr) return expansion.take();
  for (const x509::SanType type : kSanTypes) {
    const auto templates = profile.san.find(x509::san_word(type));
    if (templates == profile.san.end()) continue;
    for (const std::string& text : templates->second) expansion.san(type, text);
  }
  expansion.tell_skipped();
  return expansion.take();
}

const std::string* value_of(const Attributes& attributes, const std::string& key) {
  const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const auto& a) { return a.first == key; });
  return found == attributes.end() ? nullptr : &found->second;
}

bool holds(const std::vector<x509::San>& sans, const x509::San& san) {
  return std::find(sans.begin(), sans.end(), san) != sans.end();
}

void add_once(std::vector<x509::San>& sans, const x509::San& san) {
  if (!holds(sans, san)) sans.push_back(san);
}

bool same_text(const std::string& a, const std::string& b) {
  return pattern::compared(pattern::Compare::name, a) == pattern::compared(pattern::Compare::name, b);
}

}  // namespace pkit::policy
