#!/usr/bin/env python3
"""Holds the JSON of `minimize` and of activity profiles against their schemas, with a validator that knows nothing of us.

Every fixture of requests and of activity logs is run in several ways; the schemas allow no member that they do not name.
A profile that another program wrote anew, as JSON with spaces, is read again to the same profile.
Exit status: 0 all hold, 1 something does not, 2 something this oracle needs is missing.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

HELD = ["--held", "User.ReadWrite.All,DeviceManagementApps.ReadWrite.All,No.Such.Permission"]


def run(binary: str, *arguments: str) -> tuple[int, str]:
    done = subprocess.run([binary, *arguments], capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout


def main() -> int:
    try:
        import jsonschema
    except ImportError:
        print("check_minimize: jsonschema is not installed", file=sys.stderr)
        return 2
    binary = str(Path(sys.argv[1]).resolve())
    validators = {}
    for name in ("minimize", "activity"):
        schema = json.loads(run(binary, "schema", name)[1])
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[name] = jsonschema.Draft202012Validator(schema)
    problems: list[str] = []
    checked = 0

    def hold(name: str, arguments: list[str]) -> dict:
        nonlocal checked
        status, output = run(binary, *arguments)
        if status not in (0, 3, 4):
            problems.append(f"exit status {status}: {' '.join(arguments)}")
        checked += 1
        document = json.loads(output)
        for error in list(validators[name].iter_errors(document))[:3]:
            problems.append(f"{' '.join(arguments)}: {error.json_path}: {error.message[:200]}")
        return document

    for path in sorted(Path("fixtures/requests").iterdir()):
        for flow in ("application", "delegated"):
            for held in ([], HELD):
                hold("minimize", ["minimize", "--requests", str(path), "--flow", flow, "--format", "json", *held])
    logs = sorted(str(path) for path in Path("fixtures/activity").iterdir() if path.is_file())
    for path in logs:
        hold("minimize", ["minimize", "--activity", path, "--format", "json"])
        hold("minimize", ["minimize", "--activity", path, "--flow", "application", "--format", "json", *HELD])
        profile = hold("activity", ["activity", "fold", path])
        if list(profile)[0] != "schemaVersion":
            problems.append(f"{path}: the profile does not begin with its version")
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(profile, file, indent=2)
            file.flush()
            again = hold("activity", ["activity", "fold", file.name])
        if again != profile:
            problems.append(f"{path}: the profile read again is another one")
    hold("activity", ["activity", "fold", *logs])
    for problem in problems:
        print(problem)
    print(f"{checked} documents, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
