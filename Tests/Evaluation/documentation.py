#!/usr/bin/env python3
"""Compares answers with Microsoft's documentation of 2021 and of 2024.

Usage: documentation.py BINARY CASES [--details]
CASES names any file of the shared corpus; the tables lie beside it, in data/docs, and the SDK's paths in data/sdk.
Told for each table: how many of its requests are found (of 2021 only those that exist today), and how often our least is
among what the documentation lists. A least counts as right as well where it is published, newer than the documentation,
and upstream's for that very call. documentation_reviewed.tsv says of each difference who is right, and why. With --details, the differences follow. Exit status: 0 evaluated, 2 something is missing.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

BATCH = 400


def key(path: str) -> str:
    path = path.lower().split("?")[0]
    path = re.sub(r"\([^)]*\)", lambda m: "()" if "=" in m.group(0) or m.group(0) == "()" else "/{}", path)
    parts = ["{}" if part.startswith("{") else part.removesuffix("()") for part in path.split("/") if part]
    return "/" + "/".join(parts)


def concrete(path: str) -> str:
    """The path with something in place of each placeholder."""
    path = path.split("?")[0]
    count = 0

    def value(_: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"7d0c1a2b-0000-4000-8000-00000000000{count % 10}"

    return re.sub(r"\{[^{}]*\}|<[^<>]*>", value, path)


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def ask(binary: str, requests: list[str]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for start in range(0, len(requests), BATCH):
        done = subprocess.run([binary, "lookup", "--format", "json", *requests[start:start + BATCH]],
                              capture_output=True, text=True, check=False)
        items += json.loads(done.stdout)["items"]
    return items


def sets(alternatives: list[Any]) -> list[set[str]]:
    return [{entry} if isinstance(entry, str) else set(entry) for entry in alternatives]


def main() -> int:
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    data = Path(sys.argv[2]).resolve().parent.parent / "data"
    if not (data / "docs").is_dir():
        print(f"{data}/docs is missing", file=sys.stderr)
        return 2
    exists = {(key(path), method) for path, *versions in rows(data / "sdk" / "paths.tsv")
              for version in versions for method in version.split(",")}
    tables = {year: [row for row in rows(data / "docs" / name) if usable(row[2])]
              for year, name in (("2021", "pages_2021.tsv"), ("2024", "permissions_2024.tsv"))}
    for year, table in tables.items():
        table = merged(table)
        old = [{name for row in table for name in row[column].split(",")} for column in (3, 4)]
        asked = [f"{row[1]} {'/' if not row[2].startswith('/') else ''}{concrete(row[2])}" for row in table]
        report(year, table, ask(sys.argv[1], asked), exists, old)
    return 0


def merged(table: list[list[str]]) -> list[list[str]]:
    """Each request once, with what any of its pages lists; slips of the pen of the documentation mended."""
    requests: dict[tuple[str, str], list[str]] = {}
    for row in table:
        row = [cell.replace("PriviligedOperation.All", "PrivilegedOperations.All") for cell in row]
        known = requests.setdefault((row[1], key(row[2])), row)
        if known is not row:
            for column in (3, 4):
                names = dict.fromkeys(known[column].split(",") + row[column].split(","))
                known[column] = ",".join(name for name in names if name not in ("", "-")) or "-"
    return list(requests.values())


def reason(answer: dict[str, Any], names: set[str], documented: set[str]) -> str:
    """Why our least is none of the documented ones."""
    if answer["basis"] == "correction":
        return "corrected: " + (answer.get("evidence") or "")[:90]
    if answer.get("grade") == "inferred":
        return "inferred: no source but the documentation lists the call"
    if not any("Write" in name or "Manage" in name or "." not in name for name in documented):
        if any("Write" in name for name in names):
            return "a permission to read never answers a call that changes"
    if {name.split(".")[0] for name in names} <= {"Directory"} or documented <= {
            "Directory.AccessAsUser.All", "Directory.Read.All", "Directory.ReadWrite.All"}:
        return "upstream marks a narrower one than the whole directory"
    return "upstream's least of today, another one than the documentation's"


def reviewed() -> dict[tuple[str, str, str, str], str]:
    """Who is right about a difference, by method, path, kind of caller and year."""
    lines = (Path(__file__).parent / "documentation_reviewed.tsv").read_text().splitlines()[2:]
    rows = [line.split("\t") for line in lines]
    return {(row[0], key(row[1]), row[2], row[3]): row[4] for row in rows}


def usable(path: str) -> bool:
    return "**" not in path and "://" not in path and "~" not in path and "'{" not in path.split("(")[0]


def report(year: str, table: list[list[str]], items: list[dict[str, Any]], exists: set[tuple[str, str]],
           old: list[set[str]]) -> None:
    found = known = 0
    cells: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    known_differences = reviewed()
    right: Counter[str] = Counter()
    areas: dict[str, Counter[str]] = {}
    for row, item in zip(table, items, strict=True):
        matched = item["match"] == "operation"
        if year == "2024" or matched or (key(row[2]), row[1]) in exists:
            known += 1
            found += matched
            if not matched and "--details" in sys.argv:
                print(f"{year} not found: {row[1]} {row[2]} ({item['match']})")
        if not matched:
            continue
        for flow, cell, known_names in (("delegated", row[3], old[0]), ("application", row[4], old[1])):
            documented = set(cell.split(",")) - {"-", "", "conditions"}
            answer = item[flow]
            least = sets(answer["least"])
            if not documented or not least:
                cells["documented only" if documented else "ours only" if least else "neither"] += 1
                if documented and "--details" in sys.argv:
                    print(f"{year} nothing: {row[1]} {row[2]} {flow}: {','.join(sorted(documented))[:100]} | {answer['notes'][:1]}")
                continue
            upstream = sets(answer.get("upstream", {}).get("least", []))
            names = set().union(*least)
            if any(entry <= documented for entry in least):
                kind = "documented"
            elif names.isdisjoint(known_names) and answer["basis"] == "catalog":
                kind = "newer"
            else:
                kind = "different"
                reasons[reason(answer, names, documented)] += 1
                who = known_differences.get((row[1], key(row[2]), flow, year), "not reviewed")
                right["ours" if who.startswith("ours") else "not reviewed" if who == "not reviewed" else "open"] += 1
                if "--details" in sys.argv:
                    print(f"{year} different: {row[1]} {row[2]} {flow}: ours {sorted(names)}, documented "
                          f"{','.join(sorted(documented))[:140]} [{answer['basis']}] {(answer.get('evidence') or '')[:60]} {upstream}")
            cells[kind] += 1
            areas.setdefault(row[2].strip("/").split("/")[0].lower(), Counter())[kind] += 1
    both = cells["documented"] + cells["newer"] + cells["different"]
    print(f"documentation of {year}: {found} of {known} requests found ({100 * found / known:.1f} %)")
    print(f"  our least among the documented, or newer: {cells['documented']} + {cells['newer']} of {both} "
          f"({100 * (cells['documented'] + cells['newer']) / both:.1f} %); {cells['different']} different; "
          f"{cells['documented only']} where only the documentation answers")
    settled = cells["documented"] + cells["newer"] + right["ours"]
    print(f"  with what the review says is right: {settled} of {both} ({100 * settled / both:.1f} %); "
          f"{right['open']} where the documentation is right or nobody knows, {right['not reviewed']} not reviewed")
    for why, count in reasons.most_common():
        print(f"    {count:4} {why}")
    if "--details" in sys.argv:
        for area, counts in sorted(areas.items(), key=lambda entry: -entry[1]["different"])[:14]:
            print(f"    {area:28} {counts['documented']:5} {counts['newer']:4} {counts['different']:4}")


if __name__ == "__main__":
    sys.exit(main())
