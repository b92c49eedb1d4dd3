#!/usr/bin/env python3
"""Compares `scopeaudit minimize` with judgements of real applications.

Usage: leastpriv_pairs.py BINARY PAIRS.jsonl
Each line has requests, flow, and the set that a person judged minimal. A difference is printed with its reason, a line for
each judged permission that is not in ours and each of ours that was not judged: what suffices in its place and for which
call, a call that upstream lists it for but we do not, a call that the catalog does not know, or that nothing needs it.
Exit status: 0 evaluated, 2 the binary failed or a file is missing.
"""

import json
import subprocess
import sys


def minimize(binary: str, row: dict) -> dict:
    lines = "".join(json.dumps(request) + "\n" for request in row["requests"])
    done = subprocess.run(
        [binary, "minimize", "--requests", "-", "--flow", row["flow"], "--format", "json"],
        input=lines, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 4):
        sys.exit(f"{binary}: exit status {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def reasons(row: dict, ours: dict) -> list[str]:
    found = {permission["name"] for permission in ours["minimal"]}
    judged = set(row["minimal"])
    told = []
    for name in sorted(judged - found):
        accepting = [request for request in ours["requests"] if name in flat(request["alternatives"])]
        # What upstream itself lists for each request, as the row quotes it.
        upstream = [request["url"] for request, reference in zip(row["requests"], row.get("reference_rows", []))
                    if name in reference["accepted"]]
        for request in accepting:
            told.append(f"{name}: {request['permission']} suffices for {request['method']} {request['template']}")
        if not accepting and upstream:
            told.append(f"{name}: upstream lists it for {upstream[0][:90]}, we do not")
        elif not accepting:
            told.append(f"{name}: no listed call accepts it")
    for name in sorted(found - judged):
        served = [request for request in ours["requests"] if name in request["permission"].split(" and ")]
        told += [f"{name}: ours, for {request['method']} {request['template']}" for request in served]
    told += [f"not known: {call['method']} {call['url'][:90]}" for call in ours["unmatched"]]
    return told


def flat(alternatives: list) -> set[str]:
    return {name for entry in alternatives for name in (entry if isinstance(entry, list) else [entry])}


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    same = total = unproven = 0
    with open(sys.argv[2], encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            ours = minimize(sys.argv[1], row)
            total += 1
            unproven += not ours["proven"]
            if {permission["name"] for permission in ours["minimal"]} == set(row["minimal"]):
                same += 1
                print(f"same       {row['app']}")
                continue
            print(f"different  {row['app']} ({row['flow']})")
            for reason in reasons(row, ours):
                print(f"             {reason}")
    print(f"least privilege: {same} of {total} equal the judgement, {unproven} not proven")
    return 0


if __name__ == "__main__":
    sys.exit(main())
