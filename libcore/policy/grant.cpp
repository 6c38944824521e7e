// Which of the names asked for are granted: typed, and compared in one spelling.
#include <algorithm>
#include <functional>

#include "base/address.h"
#include "policy/name_value.h"
#include "policy/names.h"

namespace pkit::policy {

namespace {

void refuse(JudgedNames& judged, const char* code, const std::string& where, const std::string& what,
            const std::string& hint) {
  judged.faults.push_back({Kind::denied, code, where, what, hint});
}

/// Signs a granted CN unless its length or characters forbid it.
void add_cn(const std::string& value, const std::string& where, JudgedNames& judged) {
  const std::string wrong = attribute_fault("CN", value);
  if (!wrong.empty()) return refuse(judged, "policy.cn", where, "CN '" + value + "' " + wrong, "");
  judged.subject.insert(judged.subject.begin(), {"CN", value});
}

using Grants = std::function<bool(const x509::San&)>;

void grant_sans(const AskedNames& asked, const Grants& granted, const std::string& hint, JudgedNames& judged) {
  for (const auto& [san, where] : asked.sans) {
    if (san.type == x509::SanType::other) {
      refuse(judged, "policy.san.type", where, "a name of type " + san.value + " is never granted", "leave it out");
    } else if (!granted(san)) {
      refuse(judged, "policy.san", where, "the name " + x509::san_text(san) + " is not granted", hint);
    } else {
      add_once(judged.sans, san);
    }
  }
}

// --- from-principal --------------------------------------------------------------------------------------------------

struct Granted {
  std::vector<std::string> cns;  // in the spelling that is signed
  std::vector<x509::San> sans;
};

void grant_own(const PrincipalFields& principal, bool is_host, Underscores underscores, Granted& granted) {
  const auto machine = principal.find("ClientMachine");
  if (machine == principal.end()) return;
  const bool said = std::any_of(granted.cns.begin(), granted.cns.end(),
                                [&](const std::string& cn) { return same_text(cn, machine->second); });
  if (!said) granted.cns.push_back(machine->second);
  if (!is_host) return;
  for (const x509::SanType type : {x509::SanType::dns, x509::SanType::ip}) {
    if (const auto san = normal_san(type, machine->second, underscores)) add_once(granted.sans, *san);
  }
}

/// What is not well formed in a verdict grants nothing, and is told.
void grant_verdict(const Value& names, Underscores underscores, Granted& granted, JudgedNames& judged) {
  for (const x509::SanType type : kSanTypes) {
    const Value& list = names[x509::san_word(type)];
    if (!list.is_list()) continue;
    for (const Value& item : list.items()) {
      if (!item.is_text()) continue;
      if (const auto san = normal_san(type, item.as_text(), underscores))
        add_once(granted.sans, *san);
      else
        judged.differences.push_back({"dropped", std::string("names.") + x509::san_word(type), item.as_text(), ""});
    }
  }
}

/// The remedy for whoever asked for something else: "granted are cn:web1, dns:web1.corp.example".
std::string hint_of(const Granted& granted) {
  std::vector<std::string> texts;
  for (const std::string& cn : granted.cns) texts.push_back("cn:" + cn);
  for (const x509::San& san : granted.sans) texts.push_back(x509::san_text(san));
  if (texts.empty()) return "no name is granted to this principal";
  constexpr std::size_t kShown = 8;
  if (texts.size() > kShown) {
    texts.resize(kShown);
    texts.push_back("...");
  }
  return "granted are " + join(texts, ", ");
}

/// A name that it had before it got its ClientID is none of its own any more, and what else there is to do is told.
std::string hint_for(const std::string& cn, const PrincipalFields& principal, const Granted& granted) {
  const auto former = principal.find(kFormerMachine);
  if (former == principal.end() || !same_text(cn, former->second)) return hint_of(granted);
  const std::string& now = principal.at("ClientMachine");
  return "its name is " + now + " now: pkit register --client-machine " + now + " with a request for that";
}

// --- from-csr --------------------------------------------------------------------------------------------------------

bool any_grants(const std::vector<pattern::NameGlob>& globs, const std::string& text) {
  return std::any_of(globs.begin(), globs.end(), [&](const pattern::NameGlob& glob) { return glob.grants(text); });
}

bool san_allowed(const Profile& profile, const x509::San& san) {
  const Profile::Allowed& allowed = profile.allowed;
  if (!normal_san(san.type, san.value, underscores_of(profile))) return false;
  if (san.type == x509::SanType::ip)
    return std::any_of(allowed.ip.begin(), allowed.ip.end(),
                       [&](const pattern::Cidr& cidr) { return cidr.contains(san.value); });
  const auto globs = allowed.sans.find(san.type);
  return globs != allowed.sans.end() && any_grants(globs->second, san.value);
}

/// A template's attribute stands; the CSR's come behind it in their own order, most specific first.
void grant_allowed(const Profile& profile, const AskedNames& asked, JudgedNames& judged) {
  Attributes granted;
  for (auto each = asked.others.rbegin(); each != asked.others.rend(); ++each) {
    const auto& [key, value] = *each;
    const auto globs = profile.allowed.attributes.find(key);
    const bool ours = value_of(judged.subject, key);
    if (ours || globs == profile.allowed.attributes.end() || !any_grants(globs->second, value)) continue;
    if (attribute_fault(key, value).empty()) granted.emplace_back(key, value);
  }
  judged.subject.insert(judged.subject.end(), granted.begin(), granted.end());
}

}  // namespace

void grant_attributes(const Attributes& granted, const AskedNames& asked, JudgedNames& judged) {
  for (const auto& [key, value] : granted) {
    const bool wanted =
        std::any_of(asked.others.begin(), asked.others.end(),
                    [&, &k = key, &v = value](const auto& one) { return one.first == k && one.second == v; });
    if (!wanted || value_of(judged.subject, key)) continue;
    const std::string wrong = attribute_fault(key, value);
    if (!wrong.empty())
      refuse(judged, "policy.template", "subject", "subject." + key + " '" + value + "' " + wrong, "");
    else
      judged.subject.emplace_back(key, value);
  }
}

void grant_from_principal(const Profile& profile, const PrincipalFields& principal, const NamesWanted& wanted,
                          const AskedNames& asked, JudgedNames& judged) {
  Granted granted;
  if (const std::string* cn = value_of(judged.subject, "CN")) granted.cns.push_back(*cn);
  granted.sans = judged.sans;
  grant_own(principal, wanted.own_host, underscores_of(profile), granted);
  grant_verdict(wanted.granted_by_verdict, underscores_of(profile), granted, judged);
  const std::string hint = hint_of(granted);
  for (const auto& [cn, where] : asked.cns) {
    const auto own = std::find_if(granted.cns.begin(), granted.cns.end(),
                                  [&name = cn](const std::string& each) { return same_text(each, name); });
    if (own == granted.cns.end()) {
      refuse(judged, "policy.cn", where, "CN '" + cn + "' is not granted", hint_for(cn, principal, granted));
    } else if (!value_of(judged.subject, "CN")) {
      add_cn(*own, where, judged);
    }
  }
  grant_sans(
      asked, [&](const x509::San& san) { return holds(granted.sans, san); }, hint, judged);
}

void grant_from_csr(const Profile& profile, const AskedNames& asked, JudgedNames& judged) {
  const std::string hint = "profile '" + profile.name + "' lists under allowed: what it takes";
  std::vector<std::string> seen;
  for (const auto& [cn, where] : asked.cns) {
    const std::string folded = pattern::compared(pattern::Compare::name, cn);
    if (std::find(seen.begin(), seen.end(), folded) != seen.end()) continue;
    seen.push_back(folded);
    if (seen.size() > 1) {  // handlers are shown one, and judge no other
      refuse(judged, "policy.cn", where, "CN '" + cn + "' is a second one", "further names belong into the SAN");
    } else if (!is_mapped_address(cn) && any_grants(profile.allowed.cn, folded)) {
      add_cn(cn, where, judged);
    } else {
      refuse(judged, "policy.cn", where, "CN '" + cn + "' is not granted", hint);
    }
  }
  grant_sans(
      asked, [&](const x509::San& san) { return san_allowed(profile, san); }, hint, judged);
  grant_allowed(profile, asked, judged);
}

}  // namespace pkit::policy
