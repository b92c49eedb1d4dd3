#!/usr/bin/env python3
"""Compares the ids, default severities and categories of the rule book with the list in the design page.

usage: check_rules.py BINARY DESIGN.md [--pending CATEGORY ...]

Rules of a pending category may be missing; they are listed. Anything else that differs fails.
"""
import json
import re
import subprocess
import sys

SEVERITIES = {"info", "low", "medium", "high", "critical"}
# Rules that need more than a manifest: they come with the commands that read it.
LATER = {"excess-permission", "missing-permission"}


def designed(path):
    """The rules of the design page: id -> (category, default severity or None)."""
    text = open(path, encoding="utf-8").read()
    start = text.index("## Rules")
    section = text[start : text.index("\n## ", start + 4)]
    rules = {}
    for line in section.splitlines():
        match = re.match(r"([A-Z][A-Za-z ]+): (`[a-z].*)", line)
        if not match:
            continue
        category = match[1].lower().replace(" ", "-")
        for part in re.split(r" · | and (?=`)", match[2]):
            named = re.match(r"`([a-z0-9-]+)`\s*([a-z]+)?", part)
            if named:
                severity = named[2] if named[2] in SEVERITIES else None
                rules[named[1]] = (category, severity)
    return rules


def main():
    binary, page, *rest = sys.argv[1:]
    pending = set(rest[1:]) if rest[:1] == ["--pending"] else set()
    answer = subprocess.run([binary, "rules", "--format", "json"], capture_output=True, check=True, text=True)
    book = {rule["id"]: (rule["category"], rule["severity"]) for rule in json.loads(answer.stdout)["rules"]}
    wanted = designed(page)
    if len(wanted) < 60:
        sys.exit(f"only {len(wanted)} rules were found in {page}: its format has changed")
    faults = [f"{rule} is not in the design" for rule in book if rule not in wanted]
    waiting = []
    for rule, (category, severity) in sorted(wanted.items()):
        if rule not in book:
            (waiting if category in pending or rule in LATER else faults).append(f"{rule} ({category}) is missing")
        elif book[rule][0] != category:
            faults.append(f"{rule} is in {book[rule][0]}, not in {category}")
        elif severity and book[rule][1] != severity:
            faults.append(f"{rule} is {book[rule][1]}, not {severity}")
    for line in waiting:
        print("not yet:", line)
    print(f"{len(book)} rules in the book, {len(wanted)} in the design, {len(waiting)} to come")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
