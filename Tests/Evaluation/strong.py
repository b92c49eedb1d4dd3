#!/usr/bin/env python3
"""Asks lookup, minimize and diagnose what single calls need, and holds the answers against evidence.

Usage: strong.py BINARY CASES.jsonl
A case names what is least, what suffices too, what must never be the least alone, and what must not be called permitted.
The three commands have to give the same answer; a case counts as right only where all of them do.
With --kinds, a table of kinds follows. Exit status: 0 all right, 1 some are not, 2 the binary or the cases are missing.
"""

from __future__ import annotations

import base64
import concurrent.futures
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

SECONDS = 60
NOW = "2026-11-01T12:00:00Z"
Case = dict[str, Any]


def run(binary: str, *arguments: str, text: str = "") -> Any:
    done = subprocess.run([binary, *arguments, "--format", "json"], input=text, capture_output=True, text=True,
                          timeout=SECONDS, check=False)
    if done.returncode not in (0, 1, 3, 4) or not done.stdout:
        raise RuntimeError(f"{arguments[0]}: exit status {done.returncode}: {done.stderr.strip()[:300]}")
    return json.loads(done.stdout)


def sets(alternatives: list[Any]) -> list[frozenset[str]]:
    """A list of names, and of lists of names that are needed together, as sets."""
    return [frozenset([entry] if isinstance(entry, str) else entry) for entry in alternatives]


def part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def token(flow: str, held: list[str]) -> str:
    """An unsigned token for Microsoft Graph that holds some permissions."""
    claims = {
        "aud": "https://graph.microsoft.com", "iss": "https://sts.windows.net/11111111-2222-4333-8444-555555555555/",
        "tid": "11111111-2222-4333-8444-555555555555", "appid": "22222222-3333-4444-8555-666666666666", "ver": "1.0",
        "iat": 1793530800, "nbf": 1793530800, "exp": 1793538000, "oid": "33333333-4444-4555-8666-777777777777",
    }
    if flow == "application":
        claims |= {"idtyp": "app", "roles": held}
    else:
        claims |= {"idtyp": "user", "scp": " ".join(held), "upn": "someone@larkspur.example"}
    return f"{part({'typ': 'JWT', 'alg': 'RS256'})}.{part(claims)}.c2lnbmF0dXJl"


def diagnose(binary: str, case: Case, held: list[str] | None, error: str | None = None) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["diagnose", "--now", NOW]
        if error is None:
            arguments += ["--request", case["request"]]
        else:
            Path(folder, "error.txt").write_text(error, encoding="utf-8")
            arguments += ["--error", f"{folder}/error.txt"]
        if held is None:
            arguments += ["--flow", case["flow"]]
        else:
            Path(folder, "token.txt").write_text(token(case["flow"], held), encoding="utf-8")
            arguments += ["--token", f"{folder}/token.txt"]
        return run(binary, *arguments)


def minimize(binary: str, case: Case, *arguments: str) -> Any:
    method, url = case["request"].split(" ", 1)
    line = {"method": method, "url": url} | ({"body": case["body"]} if "body" in case else {})
    return run(binary, "minimize", "--requests", "-", "--flow", case["flow"], *arguments, text=json.dumps(line) + "\n")


def refusal(case: Case) -> str:
    """What a console shows of a refused call: the request, its body, and the answer."""
    answer = {"error": {"code": "Authorization_RequestDenied",
                        "message": "Insufficient privileges to complete the operation."}}
    return (f"{case['request']}\nContent-Type: application/json\n\n{json.dumps(case['body'])}\n\n"
            f"HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{json.dumps(answer)}\n")


def faults(binary: str, case: Case) -> list[str]:
    told: list[str] = []
    right, never = sets(case["least"]), sets(case.get("mustNotLeast", []))

    def judge(who: str, least: list[frozenset[str]]) -> None:
        if not right:
            if least:
                told.append(f"{who}: {text(least)} where nothing is right")
            return
        if not least:
            told.append(f"{who}: nothing, right is {text(right)}")
        for wrong in [entry for entry in least if entry not in right or entry in never]:
            told.append(f"{who}: {text([wrong])}, right is {text(right)}")

    if "body" not in case:
        item = run(binary, "lookup", case["request"])["items"][0]
        answer = item.get(case["flow"], {})
        judge("lookup", sets(answer.get("least", [])))
        accepted = sets(answer.get("accepted", []))
        told += [f"lookup: {text([entry])} is not accepted" for entry in sets(case.get("accepted", []))
                 if not any(known <= entry for known in accepted)]
        told += [f"lookup: no word of {word}" for word in case.get("mentions", []) if word not in json.dumps(item)]
    advice = minimize(binary, case)
    minimal = frozenset(entry["name"] for entry in advice["minimal"])
    judge("minimize", [minimal] if minimal else [])
    if "body" not in case:
        diagnosis = diagnose(binary, case, None)
        recommended = frozenset(entry["name"] for entry in diagnosis["recommend"] if entry["flow"] == case["flow"])
        judge("diagnose", [recommended] if recommended else [])
        for entry in right[:1]:
            verdict = diagnose(binary, case, sorted(entry))
            if verdict["verdict"] != "permitted":
                told.append(f"diagnose: {verdict['verdict']} with {text([entry])} held")
        for entry in case.get("mustNotPermit", []):
            verdict = diagnose(binary, case, [entry] if isinstance(entry, str) else entry)
            if verdict["verdict"] == "permitted" and verdict["confidence"] != "possible":
                told.append(f"diagnose: permitted, {verdict['confidence']}, with {entry} held")
    return told


def text(alternatives: list[frozenset[str]]) -> str:
    return " or ".join(" & ".join(sorted(entry)) for entry in alternatives)


def evaluate(judge: Any, what: str) -> int:
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if len(arguments) != 2 or not Path(arguments[1]).is_file():
        print(__doc__, file=sys.stderr)
        return 2
    cases = [json.loads(line) for line in Path(arguments[1]).read_text(encoding="utf-8").splitlines() if line.strip()]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        try:
            results = list(pool.map(lambda case: judge(arguments[0], case), cases))
        except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
            print(error, file=sys.stderr)
            return 2
    kinds: dict[str, Counter[str]] = {}
    for number, (case, told) in enumerate(zip(cases, results, strict=True), start=1):
        kinds.setdefault(case["kind"], Counter())["wrong" if told else "right"] += 1
        if told:
            print(f"{number} {case['kind']} {case['flow']} {case['request'][:110]}")
            for fault in told:
                print(f"    {fault}")
    wrong = sum(1 for told in results if told)
    if "--kinds" in sys.argv:
        for kind, counts in sorted(kinds.items()):
            print(f"{kind:14} {counts['right']:3} of {counts['right'] + counts['wrong']}")
    print(f"{what}: {len(cases) - wrong} of {len(cases)} right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(evaluate(faults, "what calls need"))
