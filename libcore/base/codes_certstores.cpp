// The codes of certificate stores. Append; never rename or remove a row.
#include "base/codes.h"

namespace pkit {

namespace {

constexpr CodeRow kCertstoreRows[] = {
    {"certstore.alias", Kind::usage,
     "a text that cannot be an entry's name in a certificate store, or is needed as one"},
    {"certstore.bound", Kind::conflict, "a certificate is in the chain of an entry, and goes with that alone"},
    {"certstore.chain", Kind::input, "a certificate that is to be put into a store's chain is not in it"},
    {"certstore.changed", Kind::conflict, "a certificate store was changed since it was read"},
    {"certstore.desired", Kind::input, "a file of what belongs in certificate stores has faults, which are listed"},
    {"certstore.drift", Kind::denied, "a certificate store is not as its last inventory found it"},
    {"certstore.entry", Kind::not_found, "there is no such entry in a certificate store"},
    {"certstore.exists", Kind::conflict, "a certificate store of that name or path is registered already"},
    {"certstore.file", Kind::state, "a file of a certificate store cannot be read, or is a link or no regular file"},
    {"certstore.found", Kind::conflict, "a certificate store that was discovered is not approved of yet"},
    {"certstore.jobs", Kind::conflict, "there are jobs about a certificate store that are not over"},
    {"certstore.open", Kind::conflict, "a change of a certificate store was cut short and is to be ended first"},
    {"certstore.expired", Kind::denied, "a certificate in a store has expired, or is not valid yet"},
    {"certstore.unserved", Kind::denied, "what a store holds is not what its service serves"},
    {"certstore.format", Kind::input, "a file is not what its kind of certificate store must be"},
    {"certstore.key", Kind::input, "a key that is to be put into a store is not the certificate's"},
    {"certstore.kind", Kind::input, "a file is no certificate store, or one of another kind"},
    {"certstore.lone_key", Kind::denied, "a certificate store holds a private key that is none of its certificates'"},
    {"certstore.missing", Kind::not_found, "a certificate store is not there"},
    {"certstore.mode", Kind::conflict, "a file that others can read is to hold a private key"},
    {"certstore.moved", Kind::conflict, "a link was put on the way to a certificate store"},
    {"certstore.name", Kind::usage, "a text that cannot be the name of a certificate store"},
    {"certstore.no_key", Kind::conflict, "a kind of certificate store holds no private key"},
    {"certstore.nothing", Kind::conflict, "there is no change of a certificate store that could be taken back"},
    {"certstore.one", Kind::conflict, "a kind of certificate store holds one certificate, no more and no less"},
    {"certstore.other_key", Kind::conflict,
     "a certificate is over another key than that of the entry it would replace"},
    {"certstore.other_password", Kind::conflict, "a key of a Java store has a password of its own"},
    {"certstore.password", Kind::usage, "a certificate store lacks a password, or a source of one is none"},
    {"certstore.path", Kind::usage, "a certificate store's path is a symbolic link"},
    {"certstore.program", Kind::usage, "a reload command has no absolute path, or cannot be run"},
    {"certstore.plan", Kind::conflict,
     "stores are to be changed in another way than a plan says, or one cannot hold all that is wanted"},
    {"certstore.prove", Kind::usage, "a text is no place where a certificate is served"},
    {"certstore.read_only", Kind::conflict, "a kind of certificate store is read and not changed"},
    {"certstore.foreign", Kind::conflict,
     "a certificate in a store is none of this home's, so that it is not re-enrolled"},
    {"certstore.reload", Kind::config, "a service did not take a certificate store's new bytes: the former are back"},
    {"certstore.revoked", Kind::denied, "a certificate in a store was revoked by this home"},
    {"certstore.several", Kind::conflict, "it is not clear which entry of a certificate store is meant"},
    {"certstore.size", Kind::input, "a certificate store has too many files"},
    {"certstore.unknown", Kind::not_found, "there is no such certificate store"},
    {"certstore.taken", Kind::conflict, "another entry of a certificate store has that name or that key already"},
    {"certstore.tool", Kind::config, "the program that changes a kind of certificate store says no, or does not end"},
    {"certstore.unproven", Kind::config,
     "a service does not serve what was put into its store: the former bytes are back"},
    {"certstore.unread", Kind::input, "a certificate store could not be read whole"},
    {"certstore.write", Kind::state, "a file of a certificate store cannot be written as it must be"},
    {"certstore.no_certificate", Kind::conflict, "a kind of certificate store holds keys, and no certificate"},
    {"ssh.ambiguous", Kind::conflict, "a word is said of several SSH keys"},
    {"ssh.exists", Kind::conflict, "an SSH key is registered already"},
    {"ssh.key", Kind::input, "a text is no public key of SSH, or several"},
    {"ssh.line", Kind::usage, "options or a comment that cannot stand in a line of authorized_keys"},
    {"ssh.options", Kind::conflict, "a line of authorized_keys lets a key in with other options than these"},
    {"ssh.program", Kind::usage, "a program that is to log in has no absolute path, or cannot be run"},
    {"ssh.retired", Kind::conflict, "an SSH key that was retired does not come back"},
    {"ssh.returned", Kind::denied, "an SSH key that was retired lets in again"},
    {"ssh.state", Kind::conflict, "an SSH key is not in the state that this needs"},
    {"ssh.store", Kind::input, "a certificate store holds no SSH keys"},
    {"ssh.unknown", Kind::not_found, "there is no such SSH key"},
    {"ssh.unmanaged", Kind::denied, "an SSH key lets in that nobody looks after"},
    {"ssh.unproven", Kind::config, "a program does not log in by a new SSH key: the old one lets in as before"},
};

}  // namespace

std::span<const CodeRow> certstore_codes() { return kCertstoreRows; }

}  // namespace pkit
