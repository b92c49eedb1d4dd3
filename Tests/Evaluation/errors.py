#!/usr/bin/env python3
"""Evaluates `scopeaudit diagnose` on recorded refusals: never a wrong certain verdict.

usage: errors.py BINARY ERRORS.jsonl

Each line holds what somebody saw (status, body, method, url, flow) and what it turned out to be. Which verdicts the
evidence of a line supports is decided by the words of its cause and answer, not by the words of its body: the reader
under test looks at the body only. A line whose cause nobody established supports every verdict that is not certain.
"""
import json
import re
import subprocess
import sys
import tempfile

ROLE = {"role-or-licence", "scope-tags", "licence"}
PERMISSION = {"missing-permission", "no-permissions-in-token"}
# Words of an established cause, and the verdicts that say it.
CAUSES = [
    (r"not issued for graph|aud must|not .*audience|token not issued", {"wrong-audience", "wrong-cloud"}),
    (r"bearer|no token stored|malformed|header built wrong", {"token-unusable"}),
    (r"expired|clock", {"token-expired", "token-not-yet-valid"}),
    (r"delegated vs application|added as delegated|set as delegated|permissions set as delegated|needs application", PERMISSION | {"wrong-flow"}),
    (r"not supported for (this|application)|app-only (was )?(not supported|unsupported)|unsupported at the time", {"wrong-flow"}),
    (r"scope[- ]tag|rbac|no admin|role|caller rejected|user/rbac|licence|license|windows 365", ROLE),
    (r"approval", {"multi-admin-approval"}),
    (r"conditional access|claims", {"conditional-access"}),
    (r"tenant", {"wrong-tenant", "licence"}),
    (r"not (an )?authori[sz]ation|server error|outage|incident|throttl|not a permission", {"not-authorization"}),
    (r"version|beta|retired", {"wrong-version", "not-authorization"}),
    (r"consent", PERMISSION),
    (r"\b[A-Z]\w+\.(Read|ReadWrite|Send|Privileged)\w*|scope|had none|any one", PERMISSION),
]
UNESTABLISHED = {"unresolved"}


def supported(row):
    """The verdicts that a line's cause and answer speak for."""
    text = f"{row['cause']} {row.get('correct_answer') or ''}"
    verdicts = {"undetermined"}
    for words, names in CAUSES:
        if re.search(words, text if words.startswith(r"\b[A-Z]") else text.lower()):
            verdicts |= names
    return verdicts


def diagnose(binary, row):
    flow = row.get("flow") or ""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as body:
        body.write(f"HTTP/1.1 {row['status']}\n\n{row['body']}" if row.get("status") else row["body"])
        body.flush()
        command = [binary, "diagnose", "--error", body.name, "--format", "json", "--now", "2026-08-24T10:00:00Z"]
        if row.get("url"):
            command += ["--request", f"{row['method']} {row['url']}"]
        if flow.startswith("app"):
            command += ["--flow", "application"]
        elif flow.startswith("delegated"):
            command += ["--flow", "delegated"]
        result = subprocess.run(command, capture_output=True, text=True, timeout=20)
    answer = json.loads(result.stdout)
    expected = {"permitted": 0, "undetermined": 4}.get(answer["verdict"], 1)
    assert result.returncode == expected, (result.returncode, answer["verdict"])
    return answer


def advice_problem(row, answer):
    """Advice that must never be given."""
    names = [entry["name"] for entry in answer["recommend"]]
    if answer["verdict"] in ("not-authorization", "wrong-version") and names:
        return "advises a permission for a look-alike"
    if any(name.startswith("Directory.") for name in names):
        return "advises a permission over the whole directory"
    reads = row["method"] in ("GET", None) or "/reports/" in (row.get("url") or "").lower()
    if not reads and any(re.search(r"\.Read(Basic)?(\.|$)", name) for name in names) and len(names) == 1:
        return "advises a permission that reads for a call that changes"
    text = " ".join(answer["steps"])
    if "Directory.ReadWrite.All" in text or re.search(r"Global Admin", text):
        return "advises too much"
    return None


def main():
    binary, path = sys.argv[1], sys.argv[2]
    rows = [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]
    wrong, loud, counts = 0, 0, {"right": 0, "open": 0, "undetermined": 0, "wrong": 0}
    print(f"{'':3} {'status':6} {'verdict':24} {'confidence':10} {'judged':12} recommends")
    for number, row in enumerate(rows):
        answer = diagnose(binary, row)
        verdict, confidence = answer["verdict"], answer["confidence"]
        if verdict == "undetermined":
            judged = "undetermined"
        elif verdict in supported(row):
            judged = "right"
        elif row.get("cause_basis") in UNESTABLISHED:
            judged = "open"
        else:
            judged = "wrong"
        counts[judged] += 1
        wrong += judged in ("wrong", "open") and confidence == "certain"
        problem = advice_problem(row, answer)
        loud += problem is not None
        names = ", ".join(dict.fromkeys(entry["name"] for entry in answer["recommend"]))
        print(f"{number:3} {row.get('status') or '-':<6} {verdict:24} {confidence:10} {judged:12} {problem or names}")
    total = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"{len(rows)} refusals: {total}; {wrong} wrong and certain, {loud} with bad advice")
    return 1 if wrong or loud else 0


if __name__ == "__main__":
    sys.exit(main())
