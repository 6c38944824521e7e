#!/usr/bin/env python3
"""includes.py [ROOT]: a file that names something of the standard library includes its header, itself or by a header of
ours. With that, builds that read the standard headers once for all files hide nothing from builds that do not.
Prints FILE HEADER NAME for each that is missing, and ends with 1 if there is one."""
import functools
import os
import re
import sys

# What is named, and where it comes from; what every header brings (size_t, swap by argument) is left out.
NAMES = {
    "algorithm": r"(?:ranges::)?(?:sort|stable_sort|find_if|find|any_of|all_of|none_of|transform|copy_n|reverse|unique"
    r"|lower_bound|upper_bound|equal_range|max_element|min_element|replace|count_if|count|remove_if|clamp|min|max)\s*\(",
    "array": r"(?:array|to_array)\b",
    "atomic": r"atomic\b",
    "bit": r"(?:bit_cast|countl_zero|popcount)\b",
    "charconv": r"(?:from_chars|to_chars)\b",
    "chrono": r"chrono\b",
    "deque": r"deque\b",
    "filesystem": r"filesystem\b",
    "fstream": r"[io]?fstream\b",
    "functional": r"(?:function|hash|less|greater|ref|cref)\b",
    "iterator": r"(?:back_inserter|next|prev|distance|istreambuf_iterator|make_move_iterator|ssize)\b",
    "limits": r"numeric_limits\b",
    "map": r"(?:multi)?map\b",
    "memory": r"(?:unique_ptr|shared_ptr|weak_ptr|make_unique|make_shared)\b",
    "mutex": r"(?:mutex|lock_guard|unique_lock|scoped_lock|once_flag|call_once)\b",
    "numeric": r"(?:accumulate|iota)\b",
    "optional": r"(?:optional|nullopt|make_optional)\b",
    "set": r"(?:multi)?set\b",
    "span": r"span\b",
    "sstream": r"[io]?stringstream\b",
    "stdexcept": r"(?:runtime_error|logic_error|invalid_argument)\b",
    "string": r"(?:string|to_string|getline)\b",
    "string_view": r"string_view\b",
    "thread": r"(?:j?thread|this_thread)\b",
    "tuple": r"(?:tuple|tie)\b",
    "unordered_map": r"unordered_map\b",
    "utility": r"(?:pair|move|exchange|swap|forward|make_pair)\b",
    "variant": r"(?:variant|visit|get_if|holds_alternative|monostate)\b",
    "vector": r"vector\b",
}
USES = {header: re.compile(r"\bstd::" + names) for header, names in NAMES.items()}
OURS = ("libcore", "apps", "tests/unit", "tests")


@functools.cache
def text_of(path):
    with open(path, encoding="utf-8") as file:
        return re.sub(r"//.*", "", file.read())


def found(name, beside):
    """The path of a header of ours, or None."""
    return next((path for path in (os.path.join(at, name) for at in (*OURS, beside)) if os.path.exists(path)), None)


@functools.cache
def included(path):
    """The standard headers that a file brings, by itself or by headers of ours."""
    pending, seen, standard = [path], set(), set()
    while pending:
        file = pending.pop()
        for name in re.findall(r'^#include [<"]([^>"]+)[>"]', text_of(file), re.M):
            ours = found(name, os.path.dirname(file))
            if ours is None:
                standard.add(name)
            elif ours not in seen:
                seen.add(ours)
                pending.append(ours)
    return standard


def missing(path):
    for header, use in USES.items():
        if header not in included(path) and (match := use.search(text_of(path))):
            yield f"{path} <{header}> {match.group().strip()}"


def sources():
    for root in ("apps", "libcore", "tests/unit", "tests/tools", "tests/fuzz"):
        for folder, _, files in os.walk(root):
            yield from (os.path.join(folder, name) for name in files if name.endswith((".h", ".cpp")))


def main():
    if len(sys.argv) > 1:
        os.chdir(sys.argv[1])
    lines = [line for path in sorted(sources()) for line in missing(path)]
    print("\n".join(lines), end="\n" if lines else "")
    return 1 if lines else 0


sys.exit(main())
