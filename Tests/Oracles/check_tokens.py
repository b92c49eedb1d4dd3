#!/usr/bin/env python3
"""Holds the JSON of `token`, `check --token` and `diagnose` against the schemas that `scopeaudit schema` prints.

Every object of a schema that lists its members is closed first, so that nothing undocumented gets through.
  token     each pasted text in TOKENS, with and without --show-claims, and a file that is not there
  check     each of them beside one registration, and each registration in REGISTRATIONS beside two of them
  diagnose  each of them as the token of a refused call, and each refused response below ERRORS

Exit status: 0 all hold, 1 something does not, 2 something this oracle needs is missing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from check_formats import closed

NOW = "2026-08-24T10:00:00Z"


def report(binary: Path, *arguments: str) -> Any:
    done = subprocess.run([str(binary), *arguments, "--format", "json", "--now", NOW], capture_output=True, timeout=120, check=False)
    # A file that holds nothing of a token is wrong usage of diagnose, and gets no report.
    if done.returncode == 2 and arguments[0] == "diagnose" and b"holds no token" in done.stderr:
        return None
    if done.returncode not in {0, 1, 4}:
        raise ValueError(f"exit status {done.returncode}: {done.stderr.decode()[:200]}")
    return json.loads(done.stdout)


def runs(binary: Path, arguments: argparse.Namespace) -> Iterator[tuple[str, list[str]]]:
    tokens = sorted(arguments.tokens.glob("*.txt"))
    registrations = sorted(arguments.registrations.glob("*.json"))
    for token in [*tokens, arguments.tokens / "no-such-file"]:
        yield "token", ["token", str(token)]
        yield "token", ["token", str(token), "--show-claims"]
        yield "check", ["check", str(registrations[0]), "--token", str(token), "--no-config"]
    for registration in registrations:
        yield "check", ["check", str(registration), "--token", str(tokens[0]), "--token", str(tokens[-1]), "--no-config"]
    for token in tokens:
        yield "diagnose", ["diagnose", "--token", str(token), "--request", "GET /deviceManagement/managedDevices"]
    for error in sorted(arguments.errors.rglob("error.txt")):
        yield "diagnose", ["diagnose", "--error", str(error)]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("binary", type=Path, metavar="BINARY")
    parser.add_argument("tokens", type=Path, metavar="TOKENS")
    parser.add_argument("registrations", type=Path, metavar="REGISTRATIONS")
    parser.add_argument("errors", type=Path, metavar="ERRORS")
    arguments = parser.parse_args()
    try:
        import jsonschema
    except ImportError:
        print("check_tokens: the Python package jsonschema is not installed", file=sys.stderr)
        return 2
    binary = arguments.binary.resolve()
    validators = {}
    for name in ("check", "token", "diagnose"):
        schema = json.loads(subprocess.run([str(binary), "schema", name], capture_output=True, check=True).stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[name] = jsonschema.Draft202012Validator(closed(schema))
    counts = dict.fromkeys(validators, 0)
    failed = 0
    for name, command in runs(binary, arguments):
        counts[name] += 1
        try:
            answer = report(binary, *command)
            faults = [] if answer is None else list(validators[name].iter_errors(answer))[:3]
            problems = [f"{error.json_path}: {error.message[:200]}" for error in faults]
        except ValueError as error:
            problems = [str(error)]
        failed += bool(problems)
        for problem in problems:
            print(f"{' '.join(command)}: {problem}")
    print(f"{', '.join(f'{count} of {name}' for name, count in counts.items())}: {failed} of them do not hold")
    return 1 if failed or not all(counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
