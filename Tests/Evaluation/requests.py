#!/usr/bin/env python3
"""Holds `lookup 'METHOD URL'` against recorded requests: what was needed in fact, what we say, what upstream says.

A recorded case agrees when everything that it names as sufficient is accepted, and nothing is recommended that it
shows to be insufficient. Where the case predates a dated correction, what sufficed before counts. Weak and medium
cases are printed; only a strong one that disagrees fails.

Exit status: 0 every strong case agrees, 1 one does not, 2 the binary or the cases cannot be used.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

SECONDS = 60
BATCH = 100
FLOWS = {"application": ("application",), "delegated": ("delegated",)}

Item = dict[str, Any]


class EvaluationFailed(Exception):
    """Nothing can be said about the cases."""


def read_cases(path: Path) -> list[Item]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def ask(binary: Path, requests: list[str]) -> list[Item]:
    done = subprocess.run([str(binary), "lookup", "--format", "json", *requests],
                          capture_output=True, timeout=SECONDS, check=False)
    if done.returncode not in (0, 3, 4):
        raise EvaluationFailed(f"exit status {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    items = json.loads(done.stdout)["items"]
    if len(items) != len(requests):
        raise EvaluationFailed(f"{len(items)} answers to {len(requests)} requests")
    return items


def names(alternatives: list[Any]) -> set[str]:
    """Every permission in a list of names and of arrays of names."""
    return {name for entry in alternatives for name in ([entry] if isinstance(entry, str) else entry)}


def judge(case: Item, item: Item) -> str:
    expected = set(case["expected"])
    note = case.get("note", "").lower()
    if item["match"] != "operation":
        return "unmatched"
    answers = [item[flow] for flow in FLOWS.get(case["flow"], ("application", "delegated"))]
    accepted = {name for answer in answers for name in names(answer["accepted"])}
    before = {name for answer in answers for name in names(answer.get("before", []))}
    least = {name for answer in answers for name in names(answer["least"])}
    if note.startswith("negative"):
        return "agrees" if not least else "differs"
    if not least:
        return "agrees" if "delegated" in note else "unknown"
    if expected <= accepted:
        return "agrees"
    if expected <= before:
        return "agrees (before)"
    if expected & accepted:
        return "overlaps"
    return "differs"


def short(list_of_names: Any) -> str:
    return ", ".join(name.replace("DeviceManagement", "DM") for name in sorted(list_of_names)) or "-"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("binary", type=Path, metavar="BINARY", help="the built scopeaudit")
    parser.add_argument("cases", type=Path, metavar="CASES_JSONL", help="recorded requests, one JSON object a line")
    arguments = parser.parse_args()
    try:
        binary = arguments.binary.resolve(strict=True)
        cases = read_cases(arguments.cases)
        items: list[Item] = []
        for start in range(0, len(cases), BATCH):
            items += ask(binary, [f"{case['method']} {case['url']}" for case in cases[start:start + BATCH]])
    except (EvaluationFailed, OSError, ValueError, KeyError, subprocess.TimeoutExpired) as error:
        print(f"requests: {error}", file=sys.stderr)
        return 2
    counts: Counter[tuple[str, str]] = Counter()
    failed = 0
    for case, item in zip(cases, items):
        verdict = judge(case, item)
        strength = case.get("strength", "weak")
        counts[strength, verdict] += 1
        is_bad = strength == "strong" and not verdict.startswith("agrees")
        failed += is_bad
        if verdict == "agrees" and not case.get("disagrees"):
            continue
        flow = FLOWS.get(case["flow"], ("application",))[0]
        ours = names(item[flow]["least"]) if flow in item else set()
        upstream = case["catalog"]["least"] or case["catalog"]["accepts"]
        print(f"{'FAIL' if is_bad else '    '} {case['id']:>3} {strength:6} {verdict:15} {case['method']} {case['url'][:110]}")
        print(f"         expected {short(case['expected'])}\n         ours     {short(ours)}  ({item.get(flow, {}).get('basis', item['match'])})"
              f"\n         upstream {short(upstream)}")
    print()
    verdicts = sorted({verdict for _, verdict in counts})
    print(f"{'':8}" + "".join(f"{verdict:>17}" for verdict in verdicts))
    for strength in ("strong", "medium", "weak"):
        print(f"{strength:8}" + "".join(f"{counts[strength, verdict]:>17}" for verdict in verdicts))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
