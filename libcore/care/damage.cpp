#include "care/damage.h"

#include <algorithm>

#include "base/error.h"

namespace pkit {

namespace {

constexpr const char* kRestoreIt = "what is lost cannot be made up: pkit restore the last backup";
constexpr const char* kWhoWroteIt = "find out who wrote it: it may be forged";
constexpr const char* kByHand = "mend it by hand, and look again";

constexpr Damage kDamages[] = {
    {"state-missing", "state", "pkit.db is not there", false, kRestoreIt},
    {"state-truncated", "state", "pkit.db is shorter than it says", false, kRestoreIt},
    {"state-foreign", "state", "pkit.db is no state of pkit", false, kRestoreIt},
    {"state-newer", "state", "a newer pkit wrote the state", false, "use the newer pkit that wrote it"},
    {"state-log", "state", "the write-ahead log beside pkit.db is of another state", false,
     "only whoever put it there knows which of the two is right: move pkit.db-wal away, or pkit restore a backup"},
    {"state-unreadable", "state", "pkit.db cannot be opened or read", false, kByHand},
    {"state-page", "state", "a page of pkit.db with rows on it is damaged", false, kRestoreIt},
    {"state-server", "state", "the server that keeps the state cannot be reached, or is not as it must be", false,
     "pkit-hosts(7) tells what a server must be like"},
    {"state-index", "state", "an index does not fit its table, whose rows are whole", true, ""},
    {"state-reference", "state", "a row refers to a row that is not there", false, kRestoreIt},
    {"clock-ahead", "state",
     "the state has seen a clock that was ahead, so that nothing can be changed until then; mended with --reset-clock",
     true, "where the clock is right now: pkit doctor --repair --reset-clock; else set it"},
    {"state-counter", "state", "a number that is kept is not that of its rows", true, ""},
    {"state-backup", "state", "pkit.db is a backup that was copied here by hand", false,
     "what was spent since is not void: pkit restore it with --force"},

    {"event-missing", "events", "an event was taken out", false, kRestoreIt},
    {"event-changed", "events", "an event is not what it was written as", false, kRestoreIt},
    {"event-moved", "events", "an event stands where it was not written", false, kRestoreIt},
    {"event-head", "events", "the history does not end where it ended", false, kRestoreIt},

    {"certificate-deleted", "certificates", "a certificate that the history tells of is not there", false,
     "pkit restore --issued takes it in where it was delivered"},
    {"certificate-unexplained", "certificates", "no event tells of a certificate", false, kWhoWroteIt},
    {"certificate-changed", "certificates", "a certificate, or what the state says of it, is not as it was issued",
     false, kRestoreIt},
    {"certificate-revocation", "certificates", "a certificate is not revoked as the history tells", false,
     "find out who wrote it; pkit revoke revokes it again"},

    {"orchestrator-changed", "decisions", "an orchestrator is not in the state that the history tells of", false,
     "find out who wrote it; pkit deny or pkit approve decides again"},
    {"orchestrator-deleted", "decisions", "an orchestrator that the history tells of is not there, or a part of it",
     false, kRestoreIt},
    {"orchestrator-unexplained", "decisions", "no event tells of an orchestrator", false, kWhoWroteIt},
    {"orchestrator-name", "decisions", "an orchestrator does not answer to its name", false,
     "another one has that name, which was spelt otherwise once, or somebody took it away: pkit orchestrator delete "
     "forgets it by its id"},
    {"registration-changed", "decisions", "a registration is not in the state that the history tells of", false,
     kRestoreIt},
    {"registration-deleted", "decisions", "a registration that the history tells of is not there", false, kRestoreIt},
    {"registration-unexplained", "decisions", "no event tells of a registration", false, kWhoWroteIt},
    {"request-changed", "decisions", "a request id answers with something else than the history tells", false,
     kRestoreIt},
    {"trace-missing", "decisions", "a trace that the history tells of is not there, or was altered", false, kRestoreIt},
    {"trace-unexplained", "decisions", "no event tells of a trace", false, kWhoWroteIt},

    {"publication-lost", "publications", "the key of a certificate is gone before it was published", false,
     "revoke the certificate"},
    {"publication-occupied", "publications", "something else stands where a key and its certificate are to be", false,
     "move it away, and pkit doctor publishes them; or revoke the certificate"},
    {"authority-files-lost", "publications",
     "a renewed or added authority's files are gone before they were put in place; mended: what is there stays", true,
     ""},
    {"kept-key-lost", "publications", "the file of a key that is kept is gone", false, kRestoreIt},
    {"publication-failed", "publications", "a key and its certificate cannot be published", false, kByHand},

    {"store-change", "publications", "a change of a certificate store was cut short, and cannot be ended", false,
     "pkit store inventory of that store ends it when its files can be reached"},

    {"object-lost", "vaults", "the content of an object in a vault is gone, or not as long as it was", false,
     kRestoreIt},

    {"mode-open", "modes", "others can read or write what is the owner's alone", true, ""},
    {"mode-parent", "modes", "others can replace the home or something above it", false, kByHand},
    {"file-missing", "modes", "a file or directory of the home is not there", false,
     "put it back, or pkit restore the last backup"},
    {"file-unreadable", "modes", "a file or directory of the home cannot be looked at", false, kByHand},

    {"config-fault", "config", "pkit.yaml has a fault", false, "mend pkit.yaml: pkit config check tells where"},
    {"state-other", "config", "the state is of another home than the certificates in ca", false,
     "put back what belongs together"},
    {"authority-certificate-missing", "config", "an authority's certificate is not there, but the state has it", true,
     "the state does not tell which it was: put it back from a backup"},
    {"authority-file-missing", "config", "a file of an authority is not there", false,
     "put it back from where it is kept"},
    {"authority-packed", "config", "an authority's certificates are in its PKCS#12 file and not taken out of it", false,
     "pkit authority unpack, with the name of the authority"},
    {"authority-certificate", "config", "an authority's certificate or chain is no such thing", false,
     "put it back from a backup"},
    {"authority-key", "config", "an authority's key cannot be used, or is another certificate's", false,
     "put back the key that belongs to the certificate"},
    {"authority-issuer-key", "config", "the key of the CA above an authority cannot be used, or is another's", false,
     "put back the key that belongs to that CA's certificate"},
    {"revocation-untold", "config", "what an authority signed is revoked, and no CRL tells of it", false,
     "list its authority in pkit.yaml again, for pkit crl, or tell who relies on it"},
    {"authority-expired", "config", "an authority has expired", false, "it needs a new certificate"},
};

}  // namespace

std::span<const Damage> damages() { return kDamages; }

const Damage& damage_named(std::string_view name) {
  const auto row =
      std::find_if(std::begin(kDamages), std::end(kDamages), [&](const Damage& d) { return d.name == name; });
  if (row == std::end(kDamages)) throw Error(Kind::internal, "internal", "no damage has the name " + std::string(name));
  return *row;
}

}  // namespace pkit
