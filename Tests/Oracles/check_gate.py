#!/usr/bin/env python3
"""Holds what the gate writes and reads against the schemas that the product prints.

  reports   of check with settings, suppressions and a baseline, and of diff: valid, with every object closed
  settings  what the schema of settings accepts and refuses, the program accepts and refuses as well

Exit status: 0 all hold, 1 something does not, 2 something this oracle needs is missing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from check_formats import check_json

NOW = "2026-08-24T10:00:00Z"
SETTINGS: list[dict[str, Any]] = [
    {},
    {"$schema": "x", "rules": {"client-secret": "off", "open-assignment": "critical"}, "failOn": "new:low"},
    {"thresholds": {"maximumSecretLifetimeDays": 30}, "format": "junit:ant", "paths": ["."]},
    {"rules": {"client-secret": "hihg"}},
    {"rules": {"no-such-rule": "off"}},
    {"thresholds": {"maximumSecretLifetimeDays": -1}},
    {"thresholds": {"maximumSecretLifetimeDays": "30"}},
    {"thresholds": {"nothing": 1}},
    {"failOn": "info"},
    {"format": "pdf"},
    {"paths": "apps"},
    {"paths": [1]},
    {"outputs": ["json=a.json"]},
    {"baseline": 1},
]


def run(binary: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([str(binary), *arguments], cwd=folder, capture_output=True, timeout=120, check=False)


def registration(permissions: list[tuple[str, str]], **members: Any) -> dict[str, Any]:
    access = [{"id": identifier, "type": kind} for identifier, kind in permissions]
    return {
        "appId": "0b6d1e52-94c7-4f3a-8d21-7a5c9e30b4f8",
        "displayName": "Invented",
        "signInAudience": "AzureADMyOrg",
        "requiredResourceAccess": [{"resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": access}],
        **members,
    }


def check_reports(binary: Path, folder: Path) -> Iterator[str]:
    schema = json.loads(run(binary, folder, "schema").stdout)
    old = registration([("78145de6-330d-4800-a6ce-494ff2d33d07", "Role"), ("e1fe6dd8-ba31-4d61-89e7-88639da4683d", "Scope")])
    secret = {"keyId": "5d92f7b0-1e46-4c8a-93bf-20d8e6a4c715", "endDateTime": "2027-08-24T00:00:00Z"}
    new = registration(
        [("b633e1c5-b582-4048-a93e-9f11b44c7e96", "Role")],
        passwordCredentials=[secret],
        web={"redirectUris": ["https://a.contoso.example"]},
    )
    new["signInAudience"] = "AzureADMultipleOrgs"
    other = dict(old, appId="11111111-2222-4333-8444-555555555555", displayName="Other")
    for name, content in {"old": [old], "new": [new, other]}.items():
        (folder / f"{name}.json").write_text(json.dumps(content, indent=1))

    def report(*arguments: str) -> dict[str, Any]:
        done = run(binary, folder, *arguments, "--format", "json", "--now", NOW)
        return json.loads(done.stdout)

    run(binary, folder, "check", "old.json", "--write-baseline", "known.json", "--now", NOW)
    entries = [
        {"rule": "client-secret", "appId": old["appId"], "reason": "known to the team", "expires": "2026-12-31"},
        {"fingerprint": "f" * 32, "reason": "found by nobody"},
        {"rule": "client-secret", "appId": old["appId"], "reason": "this is over", "expires": "2020-01-01"},
    ]
    (folder / "accepted.json").write_text(json.dumps({"suppressions": entries}))
    (folder / "settings.json").write_text(json.dumps({"rules": {"unverified-publisher": "off"}}))
    gate = ["--suppressions", "accepted.json", "--baseline", "known.json", "--config", "settings.json"]
    reports = {
        "check": report("check", "new.json", *gate),
        "diff": report("diff", "old.json", "new.json", *gate),
        "removal": report("diff", "new.json", "old.json"),
        "failure": report("diff", "old.json", "nowhere.json"),
    }
    for name, audit in reports.items():
        for problem in check_json(audit, schema):
            yield f"{name}: {problem}"
    check = reports["check"]
    # What has to be there, so that the schema is held against it.
    shown = {
        "absent": check.get("absent"),
        "suppression": [finding for finding in check["findings"] if "suppression" in finding],
        "finding without application": [finding for finding in check["findings"] if "application" not in finding],
        "disabledRules": check["summary"].get("disabledRules"),
        "configuration": check["summary"].get("configuration"),
        "changes": reports["diff"].get("changes"),
        "errors": reports["failure"]["errors"],
    }
    for name, content in shown.items():
        if not content:
            yield f"{name}: not in the reports"
    kinds = {change["kind"] for name in ("diff", "removal") for change in reports[name]["changes"]}
    if len(kinds) < 8:
        yield f"changes: only {sorted(kinds)}"


def check_settings(binary: Path, folder: Path) -> Iterator[str]:
    import jsonschema

    schema = json.loads(run(binary, folder, "config", "schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    verdicts = set()
    for settings in SETTINGS:
        (folder / "settings.json").write_text(json.dumps(settings))
        accepts = run(binary, folder, "config", "show", ".", "--config", "settings.json").returncode == 0
        verdicts.add(accepts)
        if accepts != validator.is_valid(settings):
            yield f"settings: the program {'accepts' if accepts else 'refuses'} {settings}, the schema does not"
    if verdicts != {True, False}:
        yield f"settings: always {verdicts}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("binary", type=Path, metavar="BINARY")
    arguments = parser.parse_args()
    try:
        import jsonschema  # noqa: F401
    except ImportError:
        print("check_gate: the Python package jsonschema is not installed", file=sys.stderr)
        return 2
    binary = arguments.binary.resolve()
    with tempfile.TemporaryDirectory() as name:
        problems = [*check_reports(binary, Path(name)), *check_settings(binary, Path(name))]
    for problem in problems:
        print(f"  {problem}")
    print(f"{len(problems)} problems" if problems else "ok")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
