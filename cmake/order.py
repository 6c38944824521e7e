#!/usr/bin/env python3
"""order.py PKIT >cmake/order.list: which functions common commands execute, for the linker; PKIT is a static build that
has its symbols. Needs valgrind and openssl; takes half a minute."""
import collections
import os
import re
import subprocess
import sys
import tempfile

# Their files are compiled whole: what is near in the source is near in the program. Of the others each function is apart.
WHOLE = ("crypto", "sqlite3", "yaml-cpp", "z", "unistring", "idn2")
# Long, and a command executes but a few octets of them, to register what it does not use.
SPARSE = re.compile(r"libsqlite3\.a:(fts|rtree)")
LONGEST = 100  # of a name; the rest is left to a pattern, as order.cmake has it

COMMANDS = [
    "--version",
    "issue --home h --csr 1.csr",
    "issue --home h --csr 2.csr --format json",
    "register --home h --client-machine m3 --csr 3.csr",
    "list certificates --home h",
    "status --home h",
    "validate-csr 1.csr",
    "issue --home h --batch many --format json",
]


def executed(pkit, command, directory):
    """The symbols of pkit that this command calls."""
    trace = os.path.join(directory, "trace")
    subprocess.run(["valgrind", "--tool=callgrind", "--demangle=no", "--callgrind-out-file=" + trace, pkit] + command.split(),
                   cwd=directory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    objects, functions, found, ours = {}, {}, set(), False
    with open(trace, errors="replace") as lines:
        for line in lines:
            match = re.match(r"(c?ob|c?fn)=\((\d+)\)(?: (.*))?$", line.rstrip("\n"))
            if not match:
                continue
            kind, number, name = match.groups()
            known = objects if kind.endswith("ob") else functions
            if name:
                known[number] = re.sub(r"'\d+$", "", name)
            if kind == "ob":
                ours = objects[number] in (pkit, "???")  # what an ordered program has is not always known to be its own
            elif kind == "fn" and ours:
                found.add(functions[number])
    return found


def members():
    """Each function of the archives, with the members that have one of that name."""
    where = collections.defaultdict(set)
    for library in WHOLE:
        asked = subprocess.run(["c++", "-print-file-name=lib%s.a" % library], capture_output=True, text=True, check=True)
        archive = asked.stdout.strip()
        for line in subprocess.run(["nm", "-A", archive], capture_output=True, text=True, check=False).stdout.splitlines():
            match = re.match(r".*/([^/]+\.a):([^:]+):[0-9a-f]+ [tTwWiI] (\S+)$", line)
            if match:
                where[match[3]].add(match[1] + ":" + match[2])
    return where


def section(name):
    """A pattern of what the function's section is called: the two constructors of a class are one, by either name."""
    name = re.sub(r"\.(isra|constprop|part|cold)\.\d+", "", name)
    return re.sub(r"([CD])[12]E", r"\1?E", name)[:LONGEST]


def make_home(pkit, directory):
    os.mkdir(os.path.join(directory, "many"))
    for name in ["1", "2", "3"] + ["many/%d" % n for n in range(10)]:
        subprocess.run(["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                        "/dev/null", "-subj", "/CN=m" + os.path.basename(name), "-out", name + ".csr"],
                       cwd=directory, stderr=subprocess.DEVNULL, check=True)
    for command in ["init --home h --name Order --no-passphrase", "issue --home h --csr 1.csr"]:
        subprocess.run([pkit] + command.split(), cwd=directory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def main():
    pkit = os.path.realpath(sys.argv[1])
    with tempfile.TemporaryDirectory() as directory:
        make_home(pkit, directory)
        names = set().union(*(executed(pkit, command, directory) for command in COMMANDS))
    where = members()
    # A name that several members have says nothing, unless one of them is there by another name.
    whole = set().union(*(where[name] for name in names if len(where.get(name, ())) == 1))
    apart = {section(name) for name in names if re.match(r"_\w", name) and (name.startswith("_Z") or name not in where)}
    print("# Functions that common commands execute; written by order.py, read by order.cmake.")
    print("\n".join(sorted(apart)))
    print("\n".join(sorted(member for member in whole if not SPARSE.match(member))))


main()
