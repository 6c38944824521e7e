"""schema_check.py DIRECTORY FILE [SCHEMA]: holds JSON, one object a line, against the schemas in DIRECTORY: each line
against SCHEMA, or without it as an envelope, with its data against the schema of its operation. Prints what does not
hold, and the operations that had data as "seen OPERATION". Each line that holds is then spoilt, and must not hold."""
import copy
import json
import pathlib
import sys
import warnings

import jsonschema

warnings.filterwarnings("ignore", category=DeprecationWarning)
directory = pathlib.Path(sys.argv[1]).resolve()
broken = 0


def complain(text):
    global broken
    broken = 1
    print("FAILED:", text)


def load(name):
    schema = json.loads((directory / f"{name}.schema.json").read_text())
    resolver = jsonschema.RefResolver(base_uri=directory.as_uri() + "/", referrer=schema)
    return jsonschema.Draft202012Validator(schema, resolver=resolver)


validators = {}


def holds(name, document):
    if name not in validators:
        validators[name] = load(name)
    return list(validators[name].iter_errors(document))


def spoilt(document):
    """The document with a member that no schema knows, and without each of those that its schema demands."""
    more = copy.deepcopy(document)
    more["unheardOf"] = 1
    yield "with a member that is unknown", more
    wrong = copy.deepcopy(document)
    first = next(iter(wrong))
    wrong[first] = 1.5
    yield f"with a number for {first}", wrong


def judge(name, document, context):
    for error in holds(name, document):
        complain(f"{context}: {name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
    for what, mutant in spoilt(document):
        if not holds(name, mutant):
            complain(f"{context}: {name}.schema.json takes it {what}")


for schema in directory.glob("*.schema.json"):
    jsonschema.Draft202012Validator.check_schema(json.loads(schema.read_text()))

seen = set()
for number, line in enumerate(pathlib.Path(sys.argv[2]).read_text().splitlines(), 1):
    document = json.loads(line)
    context = f"line {number}"
    if len(sys.argv) > 3:
        judge(sys.argv[3], document, context)
        continue
    judge("envelope", document, context)
    operation = document["operation"]
    if document["data"] is None:
        continue
    seen.add(operation)
    judge(operation.replace(" ", "-"), document["data"], f"{context}, {operation}")
    if (document["error"] is None) != document["ok"]:
        complain(f"{context}: ok and error contradict each other")
for operation in sorted(seen):
    print("seen", operation)
sys.exit(broken)
