"""ci_job.py gitlab|github FILE JOB [NAME=VALUE...]: runs the shell steps of a CI job, exactly as its YAML has them, in the
present directory, and ends as the job does. NAME is what the CI system would know: a variable of GitLab, or a word of a
GitHub expression, such as matrix.host. A step that names an action is told and not run."""
import os
import re
import subprocess
import sys

import yaml


def shell(script, environment):
    return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], env=environment).returncode


def run_gitlab(job, known):
    """One shell for script, another for after_script, which runs whatever happened. A project's variables win over the
    job's own."""
    environment = {**os.environ, **{name: str(value) for name, value in job["variables"].items()}, **known}
    status = shell("\n".join(job["script"]), environment)
    shell("\n".join(job["after_script"]), environment)
    return status


def run_github(job, known):
    """A shell for each step; after a failure only those run that say so."""
    def expanded(variables):
        return {name: re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda word: known[word[1]], str(value))
                for name, value in variables.items()}

    environment = {**os.environ, **expanded(job["env"])}
    assert job["defaults"]["run"]["shell"] == "bash"
    status = 0
    for step in job["steps"]:
        if status != 0 and step.get("if") != "always()":
            continue
        if "uses" in step:
            print("uses", step["uses"], expanded(step["with"])["path"])
            continue
        assert "${{" not in step["run"], "an expression within a script is a way in for whoever chooses its value"
        status = shell(step["run"], {**environment, **expanded(step.get("env", {}))}) or status
    return status


def main(system, file, name, *known):
    with open(file, encoding="utf-8") as text:
        document = yaml.safe_load(text)
    job = (document if system == "gitlab" else document["jobs"])[name]
    run = {"gitlab": run_gitlab, "github": run_github}[system]
    return run(job, dict(word.split("=", 1) for word in known))


sys.exit(main(*sys.argv[1:]))
