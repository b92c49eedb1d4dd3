#!/usr/bin/env python3
"""Holds SARIF, GitLab, CSV, HTML and JSON of `check` against schemas and readers that know nothing of the product.

  json    valid against what `scopeaudit schema` prints, with every object closed: nothing undocumented
  sarif   valid against the OASIS schema; beyond it, what GitHub asks for: locations, encoded relative addresses,
          declared rules, text of bounded length; sarif-tools counts the same results, where installed
  gitlab  the members that GitLab reads; no fingerprint twice
  csv     as many rows as findings and errors, all of one width
  html    nothing is loaded, and the policy allows exactly the style sheet and the script that are there

Exit status: 0 all hold, 1 something does not, 2 something this oracle needs is missing.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NOW = "2026-08-24T10:00:00Z"
SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def run(binary: Path, *arguments: str) -> str:
    done = subprocess.run([str(binary), *arguments], capture_output=True, timeout=120, check=False)
    return done.stdout.decode()


def closed(schema: Any) -> Any:
    """The schema with every object that lists its members allowing no others."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(value) for key, value in schema.items()}
    if result.get("type") == "object" and "properties" in result:
        result["unevaluatedProperties"] = False
    return result


def check_json(audit: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(schema)
    for error in list(jsonschema.Draft202012Validator(closed(schema)).iter_errors(audit))[:5]:
        yield f"json: {error.json_path}: {error.message[:200]}"


def check_sarif(text: str, audit: dict[str, Any], schema: dict[str, Any] | None, path: Path) -> Iterator[str]:
    import jsonschema

    log = json.loads(text)
    if schema is not None:
        for error in list(jsonschema.Draft4Validator(schema).iter_errors(log))[:5]:
            yield f"sarif: {error.json_path}: {error.message[:200]}"
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    open_findings = [finding for finding in audit["findings"] if finding["state"] != "suppressed"]
    if len(one["results"]) != len(open_findings):
        yield f"sarif: {len(one['results'])} results, JSON has {len(open_findings)} open findings"
    if [rule["id"] for rule in rules] != sorted(rule["id"] for rule in rules):
        yield "sarif: the rules are not sorted"
    for rule in rules:
        if not rule["help"].get("markdown") or max(len(rule[key]["text"]) for key in ("shortDescription", "fullDescription")) > 1024:
            yield f"sarif: rule {rule['id']} lacks help, or says too much"
        score = rule["properties"].get("security-severity")
        if score is not None and not 0.1 <= float(score) <= 10:
            yield f"sarif: rule {rule['id']} has security-severity {score}"
    seen = set()
    for result in one["results"]:
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        if not re.fullmatch(r"(?:file://)?[A-Za-z0-9._~/%-]+", uri):
            yield f"sarif: address {uri!r}"
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"sarif: ruleIndex of {result['ruleId']}"
        key = (result["ruleId"], uri, result["partialFingerprints"]["primaryLocationLineHash"])
        if key in seen:
            yield f"sarif: two results are {key}"
        seen.add(key)
    if one["invocations"][0]["executionSuccessful"] == bool(audit["errors"]):
        yield "sarif: executionSuccessful contradicts the errors"
    path.write_text(text)
    tool = Path(sys.executable).with_name("sarif")
    if tool.exists():
        done = subprocess.run([str(tool), "csv", "--output", str(path.with_suffix(".csv")), str(path)], capture_output=True, check=False)
        rows = len(list(csv.reader(path.with_suffix(".csv").open()))) - 1 if done.returncode == 0 else -1
        if rows != len(one["results"]):
            yield f"sarif-tools reads {rows} results of {len(one['results'])}"


def check_gitlab(text: str) -> Iterator[str]:
    entries = json.loads(text)
    if len({entry["fingerprint"] for entry in entries}) != len(entries):
        yield "gitlab: a fingerprint stands twice"
    for entry in entries:
        if entry["severity"] not in SEVERITIES or entry["location"]["lines"]["begin"] < 1 or entry["location"]["path"].startswith("./"):
            yield f"gitlab: {entry}"
        if not entry["description"].startswith(entry["check_name"]):
            yield f"gitlab: the description lacks its rule: {entry['description'][:80]}"


def check_csv(text: str, audit: dict[str, Any]) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if {len(row) for row in rows} != {12}:
        yield "csv: rows differ in width"
    if len(rows) - 1 != len(audit["findings"]) + len(audit["errors"]):
        yield f"csv: {len(rows) - 1} rows"
    for row in rows:
        if any(cell[:1] in set("=+-@") for cell in row):
            yield f"csv: a formula in {row}"


def check_html(text: str) -> Iterator[str]:
    # Data are no script; what is left is one, and the policy names it and the style sheet by their hashes.
    data = re.compile(r'<script type="application/json" id="[a-z]+">(.*?)</script>', re.DOTALL)
    tables = data.findall(text)
    if len(tables) != 3 or any("<" in table for table in tables):
        yield "html: the data of the explorer hold markup, or are not three tables"
    for table in tables:
        json.loads(table)
    rest = data.sub("", text)
    for name, directive in (("style", "style-src"), ("script", "script-src")):
        found = re.findall(rf"<{name}>(.*?)</{name}>", rest, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256("".join(found).encode()).digest()).decode()
        if len(found) != 1 or f"{directive} 'sha256-{digest}'" not in text or "default-src 'none'" not in text:
            yield f"html: the policy does not fit the {name}"
        rest = rest.replace(f"<{name}>{''.join(found)}</{name}>", "")
    if re.search(r"<(?:script|img|link|iframe|object|embed|form)\b|\sstyle=|\son[a-z]+=\"|(?:src|href)=\"(?!#)", rest):
        yield "html: something is loaded, or runs"


def check_input(binary: Path, source: str, sarif: dict[str, Any] | None, schema: dict[str, Any]) -> Iterator[str]:
    def report(form: str) -> str:
        return run(binary, "check", source, "--format", form, "--now", NOW)

    audit = json.loads(report("json"))
    yield from check_json(audit, schema)
    with tempfile.TemporaryDirectory() as folder:
        yield from check_sarif(report("sarif"), audit, sarif, Path(folder) / "report.sarif")
    yield from check_gitlab(report("gitlab"))
    yield from check_csv(report("csv"), audit)
    yield from check_html(report("html"))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("binary", type=Path, metavar="BINARY")
    parser.add_argument("inputs", nargs="+", metavar="INPUT")
    parser.add_argument("--sarif", type=Path, metavar="FILE", help="the OASIS schema of SARIF 2.1.0")
    arguments = parser.parse_args()
    try:
        import jsonschema  # noqa: F401
    except ImportError:
        print("check_formats: the Python package jsonschema is not installed", file=sys.stderr)
        return 2
    binary = arguments.binary.resolve()
    sarif = json.loads(arguments.sarif.read_text()) if arguments.sarif else None
    schema = json.loads(run(binary, "schema"))
    failed = False
    for source in arguments.inputs:
        problems = list(check_input(binary, source, sarif, schema))
        failed |= bool(problems)
        print(f"{source}: {f'{len(problems)} problems' if problems else 'ok'}")
        for problem in problems:
            print(f"  {problem}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
