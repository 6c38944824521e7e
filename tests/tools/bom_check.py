"""bom_check.py SCHEMAS FILE [NAME=COUNT...]: holds a CycloneDX document against its published schema, and what a schema
cannot say: each bom-ref once, each reference to one that is there, as many components of an assetType as given. What is
spoilt must not hold."""
import copy
import json
import pathlib
import re
import sys
import warnings
from collections import Counter

import jsonschema

warnings.filterwarnings("ignore", category=DeprecationWarning)
schemas = pathlib.Path(sys.argv[1]).resolve()
bom = json.loads(pathlib.Path(sys.argv[2]).read_text())
broken = []


def load(name):
    return json.loads((schemas / f"{name}.SNAPSHOT.schema.json").read_text())


schema = load("bom-1.6")
beside = {f"{schemas.as_uri()}/{name}.SNAPSHOT.schema.json": load(name) for name in ("jsf-0.82", "spdx")}
del schema["$id"]  # an address: what is referred to lies beside it here
resolver = jsonschema.RefResolver(schemas.as_uri() + "/bom-1.6.SNAPSHOT.schema.json", schema, store=beside)
validator = jsonschema.Draft7Validator(schema, resolver=resolver)


def holds(document):
    return validator.is_valid(document)


for error in list(validator.iter_errors(bom))[:5]:
    broken.append(f"{'/'.join(map(str, error.path))}: {error.message}")

components = bom["components"]
refs = [c["bom-ref"] for c in components]
broken += [f"{ref} is there {n} times" for ref, n in Counter(refs).items() if n > 1]


def references(value, key=""):
    if isinstance(value, dict):
        for name, member in value.items():
            yield from references(member, name)
    elif key.endswith("Ref"):
        yield value


broken += [f"{ref} is not there" for ref in set(references(components)) - set(refs)]
times = [t for c in components for k, t in c["cryptoProperties"].get("certificateProperties", {}).items() if k.startswith("notValid")]
broken += [f"{t} is no time of RFC 3339" for t in times if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", t)]

counts = Counter(c["cryptoProperties"]["assetType"] for c in components)
for wanted in sys.argv[3:]:
    name, count = wanted.split("=")
    if counts[name] != int(count):
        broken.append(f"{counts[name]} of {name} instead of {count}")

for where in ("specVersion", "bomFormat", "components"):
    spoilt = copy.copy(bom)
    spoilt[where] = 7
    if holds(spoilt):
        broken.append(f"{where}: 7 holds too")
spoilt = copy.deepcopy(bom)
spoilt["components"] = [copy.deepcopy(components[0])]
spoilt["components"][0]["cryptoProperties"]["assetType"] = "cat"
if holds(spoilt):
    broken.append("an assetType that there is not holds too")

for line in broken:
    print("FAILED:", line)
sys.exit(bool(broken))
