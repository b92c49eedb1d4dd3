#!/usr/bin/env python3
"""Holds `scopeaudit check` on sources against recorded registrations.

  sources.py --binary PATH --cases DIR              cases with an expected.jsonl, the files beside it
  sources.py --binary PATH --rows FILE --files DIR  rows of public files; DIR/NN/ holds the file of row NN, which is
                                                    fetched by repository, path and commit, and never kept here

Counts literal permissions found (by id, flow, API and line), permissions invented, holes named and missed.
"""
import argparse
import json
import os
import re
import subprocess
import sys


GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def run(binary, paths, folder):
    process = subprocess.run(
        [binary, "check", *paths, "--no-config", "--format", "json", "--now", "2026-11-23T00:00:00Z"],
        capture_output=True, text=True, cwd=folder, timeout=60)
    try:
        return json.loads(process.stdout), process.returncode, process.stdout
    except ValueError:
        return {"applications": []}, process.returncode, process.stdout + process.stderr


def found(report):
    """The permissions of a report as (resource, flow, id, file, line)."""
    result = []
    for application in report.get("applications", []):
        for permission in application.get("permissions", []):
            location = permission.get("location", {})
            path = location.get("path") or application.get("location", {}).get("path", "")
            result.append((
                permission.get("resourceAppId"), permission.get("flow"), permission.get("id") or permission.get("written"),
                os.path.basename(path), location.get("line")))
    return result


def names_hole(report, hole, text):
    names = hole.get("names") or [hole["what"]]
    return any(name.lstrip("$").lower() in text.lower() for name in names)


class Tally:
    def __init__(self):
        self.counts = dict.fromkeys(["permissions", "found", "wrongLine", "missed", "invented", "holes", "named", "silent",
                                     "rules", "rulesMet", "apps", "appsMet", "status", "statusMet"], 0)

    def add(self, name, value=1):
        self.counts[name] += value


def judge(tally, label, expected, holes, report, text, status, incomplete, verbose):
    actual = found(report)
    left = list(actual)
    notes = []
    for permission in expected:
        tally.add("permissions")
        key = (permission["resource"], permission["flow"], permission["id"])
        # A permission that stands there by its name may be told by its name.
        same = [a for a in left if a[1] == key[1] and a[2] in (key[2], permission.get("name"))
                and (a[0] == key[0] or not re.fullmatch(GUID, a[0] or ""))]
        exact = [a for a in same if a[4] == permission["line"]]
        other = same
        if exact:
            tally.add("found")
            left.remove(exact[0])
        elif other:
            tally.add("wrongLine")
            notes.append(f"line {permission['line']} is said to be {other[0][4]}: {permission.get('name')}")
            left.remove(other[0])
        else:
            tally.add("missed")
            notes.append(f"missed {permission['line']}: {permission.get('name')} {permission['id']} {permission['flow']}")
    for entry in left:
        if not entry[2]:
            continue
        tally.add("invented")
        notes.append(f"invented {entry}")
    for hole in holes:
        tally.add("holes")
        if names_hole(report, hole, text):
            tally.add("named")
        else:
            tally.add("silent")
            notes.append(f"hole not named: {hole}")
        if hole.get("open") and status != 4:
            notes.append(f"open hole, but exit {status}: {hole}")
    if incomplete is not None:
        tally.add("status")
        if (status == 4) == incomplete and (status == 4 or status in (0, 1)):
            tally.add("statusMet")
        else:
            notes.append(f"exit {status}, expected {'4' if incomplete else '0 or 1'}: {report.get('errors')}")
    for note in notes:
        print(f"{label}: {note}")
    if verbose and not notes:
        print(f"{label}: right")


def cases(tally, binary, folder, verbose):
    for line in open(os.path.join(folder, "expected.jsonl")):
        case = json.loads(line)
        path = os.path.join(folder, "cases", case["case"])
        files = ["."] if case.get("args") == "." else sorted(os.listdir(path))
        report, status, text = run(binary, files, path)
        judge(tally, case["case"], case["permissions"], case.get("holes", []), report, text, status, case["incomplete"], verbose)
        for rule, file, at in case.get("mustFind", []):
            tally.add("rules")
            findings = [f for a in [report] for f in a.get("findings", [])]
            if any(f["rule"] == rule and f["location"]["path"].endswith(file) and at in (None, f["location"]["line"]) for f in findings):
                tally.add("rulesMet")
            else:
                print(f"{case['case']}: no {rule} at {file}:{at}")
        for rule, file, at in case.get("mustNotFindAt", []):
            tally.add("rules")
            lines = range(at[0], at[1] + 1) if isinstance(at, list) else None if at is None else [at]
            if any(f["rule"] == rule and f["location"]["path"].endswith(file) and (lines is None or f["location"]["line"] in lines)
                   for f in report.get("findings", [])):
                print(f"{case['case']}: {rule} at {file}:{at}")
            else:
                tally.add("rulesMet")
        for name in case.get("apps", []):
            tally.add("apps")
            if any(a.get("displayName") == name for a in report.get("applications", [])):
                tally.add("appsMet")
            else:
                print(f"{case['case']}: no application {name}")


def rows(tally, binary, file, folder, verbose, only):
    for index, line in enumerate(open(file)):
        row = json.loads(line)
        path = os.path.join(folder, f"{index:02d}")
        if not os.path.isdir(path) or not os.listdir(path) or (only and only not in (f"{index:02d}", row["syntax"])):
            continue
        report, status, text = run(binary, sorted(os.listdir(path)), path)
        permissions = [p for r in row["registrations"] for p in r["permissions"]]
        holes = [h for r in row["registrations"] for h in r["holes"]]
        incomplete = any(h.get("open") for h in holes)
        judge(tally, f"{index:02d} {row['syntax']} {os.path.basename(row['path'])}", permissions, holes, report, text, status,
              incomplete, verbose)
        for registration in row["registrations"]:
            if registration.get("name"):
                tally.add("apps")
                if any(a.get("displayName") == registration["name"] for a in report.get("applications", [])):
                    tally.add("appsMet")
                else:
                    print(f"{index:02d}: no application {registration['name']}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--cases")
    parser.add_argument("--rows")
    parser.add_argument("--files")
    parser.add_argument("--only")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    binary = os.path.abspath(arguments.binary)
    tally = Tally()
    if arguments.cases:
        cases(tally, binary, arguments.cases, arguments.verbose)
    if arguments.rows:
        rows(tally, binary, arguments.rows, arguments.files, arguments.verbose, arguments.only)
    print(json.dumps(tally.counts))
    return 0 if tally.counts["missed"] + tally.counts["invented"] + tally.counts["silent"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
