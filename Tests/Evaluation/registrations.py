#!/usr/bin/env python3
"""Holds `scopeaudit check` against cases of registrations: what must be found, what must not, what must be said.

usage: registrations.py BINARY FOLDER [--kind PREFIX] [--verbose]

FOLDER has an expected.jsonl, one case a line: `path`, `kind`, `must`, `why`, and where needed `paths`, `options`,
`config`, `make` (links and pipes to be made in a copy), `repository` with `arguments` (base/ committed, head/ over it).
Members of `must`: exit, incomplete, applications, permissions, seen, notListed, findings, findingsOrIncomplete,
noFindings, atMost, maxSeverity, notAssessable, skipped, accounted, says, required, allowed, count.
"""
import argparse
import collections
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile

NOW = "2026-11-23T00:00:00Z"
ORDER = ["info", "low", "medium", "high", "critical"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("folder")
    parser.add_argument("--kind", action="append", default=[], help="only kinds that begin so")
    parser.add_argument("--path", help="only this case")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    cases = [json.loads(line) for line in open(os.path.join(options.folder, "expected.jsonl"), encoding="utf-8") if line.strip()]
    good, all_ = collections.Counter(), collections.Counter()
    for case in cases:
        kind = case["kind"]
        if options.kind and not any(kind.startswith(prefix) for prefix in options.kind):
            continue
        if options.path and case["path"] != options.path:
            continue
        outcome = run(os.path.abspath(options.binary), options.folder, case)
        wrong = list(faults(case["must"], outcome))
        all_[kind] += 1
        if not wrong:
            good[kind] += 1
        else:
            print(f"{kind}  {case['path']}: " + "; ".join(wrong))
        if options.verbose:
            print(outcome["errors"], file=sys.stderr)
            print(json.dumps(outcome["report"], indent=1)[:6000], file=sys.stderr)
    for kind in sorted(all_, key=lambda text: (int(re.match(r"\d*", text)[0] or 0), text)):
        print(f"{kind}: {good[kind]} of {all_[kind]}")
    print(f"all: {sum(good.values())} of {sum(all_.values())}")
    sys.exit(0 if sum(good.values()) == sum(all_.values()) else 1)


def run(binary, folder, case):
    """Runs the command of a case and gives its status, report and what it wrote to stderr."""
    with tempfile.TemporaryDirectory() as temporary:
        source = os.path.join(folder, case["path"])
        place, arguments = folder, [case["path"]]
        if case.get("repository"):
            place = repository(source, temporary)
            arguments = case["arguments"]
        elif "make" in case or "paths" in case or os.path.isdir(source):
            place = os.path.join(temporary, "case")
            shutil.copytree(source, place)
            for path, folders, files in os.walk(temporary):
                for name in folders + files:
                    os.chmod(os.path.join(path, name), 0o755 if name in folders else 0o644)
            os.chmod(place, 0o755)
            for what, name, *rest in case.get("make", []):
                target = os.path.join(place, name)
                if what == "fifo":
                    os.mkfifo(target)
                elif what == "folder":
                    os.makedirs(target)
                else:
                    os.symlink(rest[0], target)
            arguments = case.get("paths", ["."])
        command = [binary, "check", *arguments, "--format", "json", "--now", NOW, *case.get("options", [])]
        if not case.get("config") and not case.get("repository"):
            command.append("--no-config")
        environment = {"PATH": os.environ["PATH"], "HOME": temporary}
        try:
            done = subprocess.run(
                command, cwd=place, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, env=environment)
        except subprocess.TimeoutExpired:
            return {"status": "timeout", "report": {}, "errors": ""}
    try:
        report = json.loads(done.stdout)
    except ValueError:
        report = {}
    return {"status": done.returncode, "report": report, "errors": done.stderr}


def repository(source, temporary):
    place = os.path.join(temporary, "repository")
    os.mkdir(place)

    def git(*arguments):
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments], cwd=place, check=True,
            capture_output=True)

    git("init", "-q")
    for state in ("base", "head"):
        for path, _, files in os.walk(os.path.join(source, state)):
            for name in files:
                origin = os.path.join(path, name)
                target = os.path.join(place, os.path.relpath(origin, os.path.join(source, state)))
                os.makedirs(os.path.dirname(target), exist_ok=True)
                if os.path.exists(target):
                    os.chmod(target, stat.S_IRUSR | stat.S_IWUSR)
                shutil.copyfile(origin, target)
        git("add", "-A")
        git("commit", "-qm", state)
    return place


def faults(must, outcome):
    """Yields what is not as it must be."""
    report, status = outcome["report"], outcome["status"]
    errors = report.get("errors", [])
    incomplete = status == 4 and bool(errors)
    rules = {rule["id"]: rule for rule in report.get("rules", [])}
    findings = [finding for finding in report.get("findings", []) if finding.get("state") != "suppressed"]
    held = [permission for application in report.get("applications", []) for permission in application["permissions"]]
    if "exit" in must and status not in must["exit"]:
        yield f"exit {status}, not {must['exit']}"
    if "incomplete" in must and incomplete != must["incomplete"]:
        yield "not incomplete" if must["incomplete"] else f"incomplete: {errors[0]['message'] if errors else status}"
    if "applications" in must:
        low, high = (must["applications"] if isinstance(must["applications"], list) else [must["applications"]] * 2)
        count = len(report.get("applications", []))
        if not low <= count <= high:
            yield f"{count} applications, not {must['applications']}"
    for wanted in must.get("permissions", []):
        if not any(matches(permission, wanted) for permission in held):
            yield f"{wanted[3]} is not listed"
    for wanted in must.get("seen", []):
        if not incomplete and not any(matches(permission, wanted, anyflow=True) for permission in held):
            yield f"{wanted[3]} is not seen"
    for wanted in must.get("notListed", []):
        if any(matches(permission, wanted) and permission["status"] == "known" for permission in held):
            yield f"{wanted[3]} is listed"
    for wanted in must.get("findings", []):
        if not any(fits(finding, wanted, rules) for finding in findings):
            yield f"no finding {wanted}"
    if not incomplete:
        for wanted in must.get("findingsOrIncomplete", []):
            if not any(fits(finding, wanted, rules) for finding in findings):
                yield f"no finding {wanted}"
    for unwanted in must.get("noFindings", []):
        if any(fits(finding, unwanted, rules) for finding in findings):
            yield f"finding {unwanted}"
    for rule, most in must.get("atMost", {}).items():
        count = sum(finding["rule"] == rule for finding in findings)
        if count > most:
            yield f"{count} findings of {rule}"
    if "maxSeverity" in must:
        above = [f for f in findings if ORDER.index(f["severity"]) > ORDER.index(must["maxSeverity"])]
        if above:
            yield f"{above[0]['rule']} is {above[0]['severity']}"
    for rule in must.get("notAssessable", []):
        if not any(entry["rule"] == rule for entry in report.get("notAssessable", [])):
            yield f"{rule} is not among notAssessable"
    for end in must.get("skipped", []):
        if not any(entry["path"].endswith(end) for entry in report.get("skipped", [])):
            yield f"{end} is not among skipped"
    for part in must.get("accounted", []):
        texts = [entry.get("path", "") for key in ("inputs", "skipped", "errors") for entry in report.get(key, [])]
        texts += [notice.get("path", "") + " " + notice["message"] for notice in report.get("notices", [])]
        if not any(part in text for text in texts):
            yield f"{part} is not accounted for"
    for pattern in must.get("says", []):
        said = [entry["message"] + " " + entry.get("remedy", "") for entry in errors]
        said += [notice["message"] for notice in report.get("notices", [])]
        said += [entry["reason"] for entry in report.get("notAssessable", [])]
        said += [json.dumps(report.get("summary", {})), outcome["errors"]]
        if not any(re.search(pattern, text, re.I) for text in said):
            yield f"does not say {pattern}"
    if "required" in must or "allowed" in must:
        for wanted in must.get("required", []):
            if not any(fits(finding, wanted, rules) for finding in findings):
                yield f"no finding {wanted}"
        for finding in findings:
            if not any(fits(finding, wanted, rules) for wanted in must.get("required", []) + must.get("allowed", [])):
                yield f"noise: {finding['rule']} {finding['severity']}"
    if "count" in must and len(findings) > must["count"]:
        yield f"{len(findings)} findings, at most {must['count']}"


def matches(permission, wanted, anyflow=False):
    resource, flow, identifier, name = wanted
    return (
        permission.get("resourceAppId") == resource and permission.get("id") == identifier
        and permission.get("name") == name and (anyflow or permission.get("flow") == flow))


def fits(finding, wanted, rules):
    if isinstance(wanted, str):
        return finding["rule"] == wanted
    if isinstance(wanted, list):
        return finding["rule"] in wanted
    if "rule" in wanted and finding["rule"] not in ([wanted["rule"]] if isinstance(wanted["rule"], str) else wanted["rule"]):
        return False
    if "severity" in wanted:
        severities = [wanted["severity"]] if isinstance(wanted["severity"], str) else wanted["severity"]
        if finding["severity"] not in severities:
            return False
    if "atLeast" in wanted and ORDER.index(finding["severity"]) < ORDER.index(wanted["atLeast"]):
        return False
    location = finding["location"]
    if "line" in wanted:
        low, high = wanted["line"] if isinstance(wanted["line"], list) else [wanted["line"]] * 2
        if not low <= location["line"] <= high:
            return False
    if "file" in wanted and not location["path"].endswith(wanted["file"]):
        return False
    if "says" in wanted:
        texts = [finding["message"], finding.get("fix", rules.get(finding["rule"], {}).get("fix", ""))]
        texts += [related["message"] for related in finding.get("related", [])]
        if not any(re.search(wanted["says"], text, re.I) for text in texts):
            return False
    return True


if __name__ == "__main__":
    main()
