#!/usr/bin/env python3
"""Evaluates `scopeaudit diagnose` on recorded refusals with what the answer has to say.

usage: refusals.py BINARY FOLDER [CASE...]

FOLDER holds the inputs and expected.jsonl, one case a line; its README.md has the vocabulary. A path that ends in
refusals.jsonl stands for the folder cases/refusals beside it.
"""
import json
import os
import re
import subprocess
import sys

NOW = ["--now", "2026-11-23T00:00:00Z"]
QUOTED = re.compile("\u201c[^\u201d]*\u201d")
BOXES = re.compile("[\u2500-\u257f]")


def run(binary, folder, arguments):
    return subprocess.run([binary] + arguments, cwd=folder, capture_output=True, text=True, timeout=60)


def any_of(wanted):
    return wanted if isinstance(wanted, list) else [wanted]


def said(text, wanted):
    return any(option.lower() in text for option in any_of(wanted))


def same_template(found, wanted):
    def plain(text):
        return re.sub(r"\{[^}]*\}", "{}", text).lower().rstrip("/")
    return plain(found) == plain(wanted)


def request_problem(case, answer):
    if not case.get("requestFound"):
        return None
    request = answer.get("request") or {}
    for wanted in any_of(case["requestFound"]):
        method, template = wanted.split(" ", 1)
        if request.get("method", "?") == method and same_template(request.get("template", ""), template):
            return None
    return f"request {request.get('method', '?')} {request.get('template') or request.get('url')}"


def role_problem(case, answer, binary, folder):
    if not case.get("roles"):
        return None
    request = case["arguments"][case["arguments"].index("--request") + 1]
    looked = json.loads(run(binary, folder, ["lookup", request, "--format", "json"]).stdout or "{}")
    item = (looked.get("items") or [{}])[0]
    for name, roles in (("diagnose", answer.get("roles")), ("lookup", item.get("roles"))):
        first = (roles or [""])[0]
        first = first.get("name", "") if isinstance(first, dict) else first
        if first not in case["roles"]:
            return f"{name} names the role {first!r}"
    return None


def secrets(folder, case):
    """Parts of tokens that the case's files hold."""
    parts = set()
    for name in os.listdir(folder):
        if name.split("-")[0] == case["case"].split("-")[0]:
            text = open(os.path.join(folder, name), encoding="utf-8").read()
            parts |= {part[:24] for part in re.findall(r"eyJ[\w-]{24,}|(?<=\.)[\w-]{60,}", text)}
    return parts


def problems(case, binary, folder):
    result = run(binary, folder, ["diagnose"] + case["arguments"] + ["--format", "json"] + NOW)
    if result.returncode not in case["exit"]:
        yield f"exit {result.returncode}: {result.stderr.strip()[:100]}"
    if case["verdict"] == ["usage"] or not result.stdout:
        if case["verdict"] != ["usage"]:
            yield "no answer"
        return
    answer = json.loads(result.stdout)
    text = run(binary, folder, ["diagnose"] + case["arguments"] + NOW).stdout
    if case["verdict"] is not None:
        if answer["verdict"] not in case["verdict"]:
            yield f"verdict {answer['verdict']}"
        if answer["confidence"] not in case["confidence"]:
            yield f"confidence {answer['confidence']}"
    names = [entry["name"] for entry in answer["recommend"]]
    for wanted in case["mustRecommend"]:
        if not set(any_of(wanted)) & set(names):
            yield f"recommends {names}, not {wanted}"
    for unwanted in case["mustNotRecommend"]:
        if unwanted in names:
            yield f"recommends {unwanted}"
    yield request_problem(case, answer)
    steps = " ".join(answer["steps"])
    plain = re.sub(r"\s+", " ", text)
    own = QUOTED.sub("", plain).lower()
    for wanted in case["mentions"]:
        if not said(own, wanted):
            yield f"does not mention {wanted}"
    for unwanted in case["mustNotMention"]:
        if unwanted.lower() in (plain + steps).lower():
            yield f"mentions {unwanted}"
    for unwanted in case.get("notSteps", []):
        for step in answer["steps"]:
            if unwanted.lower() in step.lower() and not re.search(r"cannot|can not|has no|no registration", step):
                yield f"a step says {unwanted}"
    if case.get("orBetweenFlows"):
        if {entry["flow"] for entry in answer["recommend"]} != {"application", "delegated"} or not re.search(
            r"\bor\b", steps, re.I):
            yield "no \u201cor\u201d between the flows"
    if case.get("recommendFlow") and {entry["flow"] for entry in answer["recommend"]} - {case["recommendFlow"]}:
        yield "another flow is recommended"
    yield role_problem(case, answer, binary, folder)
    if BOXES.search(text) or BOXES.search(result.stdout):
        yield "quotes box characters"
    if any(part in text + result.stdout for part in secrets(folder, case)):
        yield "shows a part of a token"


def main():
    binary, folder, chosen = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:]
    if folder.endswith("refusals.jsonl"):
        folder = os.path.join(os.path.dirname(folder), "cases", "refusals")
    cases = [json.loads(line) for line in open(os.path.join(folder, "expected.jsonl"), encoding="utf-8")]
    wrong, loud = 0, 0
    cases = [case for case in cases if not chosen or any(case["case"].startswith(name) for name in chosen)]
    for case in cases:
        found = [problem for problem in problems(case, binary, folder) if problem]
        wrong += bool(found)
        loud += any(problem == "confidence certain" for problem in found)
        if found:
            print(f"{case['case']}: " + "; ".join(found))
    print(f"{len(cases)} refusals: {len(cases) - wrong} as expected, {wrong} not; {loud} certain without evidence")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
