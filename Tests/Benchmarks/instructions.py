#!/usr/bin/env python3
"""Counts the instructions of some commands under callgrind and holds them against recorded numbers.

Wall clock says little on a machine that others use; instructions are the same from run to run, so that a small loss shows.
The price of an application is the slope between two exports, so that starting is not in it. A number may grow by 5 %
before the check fails; one that has fallen by as much asks to be recorded anew, so that the gain is kept.

  instructions.py BINARY            fails where a number has grown
  instructions.py BINARY --record   writes instructions.json

The numbers hold for the binary that `make test` builds (.build/tests/release/scopeaudit), with one compiler, C library
and kind of processor, which are recorded beside them: elsewhere they are shown and not judged. callgrind knows no SHA
instructions, so the digest of the input is counted as the portable code has it. Exit status: 0 within bounds, 1 grown,
2 a program failed or is missing.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generate_code import ORDINARY, write as write_code

HERE = Path(__file__).resolve().parent
RECORD = HERE / "instructions.json"
CATALOG = HERE.parent.parent / "rules" / "catalog" / "permissions.tsv"
SAMPLE = HERE.parent.parent / "fixtures" / "samples" / "device-automation.json"
SMALL, LARGE = 100, 500
SMALL_PROJECT, LARGE_PROJECT = 40, 120
GROWTH = 0.05
NOW = ("--now", "2026-10-02T00:00:00Z")


class CountFailed(Exception):
    """A program ended in a way that makes its count worthless."""


def without_debug_info(binary: Path, folder: Path) -> Path:
    """A copy that valgrind can read: it gives up on some of the compiler's debug information."""
    copy = folder / "scopeaudit"
    done = subprocess.run(["strip", "--strip-debug", "-o", str(copy), str(binary)], capture_output=True, check=False)
    if done.returncode != 0:
        raise CountFailed(done.stderr.decode(errors="replace").strip())
    return copy


def count(command: list[str]) -> int:
    """The instructions of one run, in all threads; hashes do not depend on a seed."""
    environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command], env=environment,
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    found = re.search(rb"Collected : (\d+)", done.stderr)
    if found is None or done.returncode not in (0, 1, 3, 4):
        raise CountFailed(f"{' '.join(command)[:200]}: {done.stderr.decode(errors='replace').strip()[-300:]}")
    return int(found.group(1))


def surroundings() -> str:
    """What the numbers depend on beside the program: compiler, C library, kind of processor."""
    done = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"Swift version (\S+)", done.stdout + done.stderr)
    cpu = Path("/proc/cpuinfo")
    flags = set(cpu.read_text().split()) if cpu.is_file() else set()
    level = "avx512" if "avx512f" in flags else "avx2" if "avx2" in flags else "sse"
    return " ".join(["swift", found.group(1) if found else "unknown", *platform.libc_ver(), platform.machine(), level])


def export(folder: Path, applications: int) -> Path:
    path = folder / f"applications-{applications}.json"
    with path.open("wb") as file:
        subprocess.run([sys.executable, str(HERE / "generate_applications.py"), str(applications), "--catalog", str(CATALOG)],
                       stdout=file, check=True)
    return path


def token(folder: Path) -> Path:
    """A token without a signature worth the name, as Microsoft Entra issues them to applications."""
    tenant = "11111111-1111-1111-1111-111111111111"
    claims = {"aud": "https://graph.microsoft.com", "iss": f"https://sts.windows.net/{tenant}/", "iat": 1790000000,
              "nbf": 1790000000, "exp": 1790003600, "appid": "22222222-2222-2222-2222-222222222222", "idtyp": "app",
              "roles": ["User.Read.All", "DeviceManagementApps.Read.All"], "tid": tenant, "ver": "1.0"}
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
             for part in ({"alg": "RS256", "typ": "JWT"}, claims)]
    path = folder / "token.txt"
    path.write_text(".".join([*parts, "c2ln"]) + "\n")
    return path


def numbers(binary: Path, folder: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    exports = {size: export(folder, size) for size in (SMALL, LARGE)}
    for form in ("json", "text", "sarif", "html", "junit", "csv"):
        prices = {size: count([str(binary), "check", str(path), "--format", form, "--no-config", *NOW])
                  for size, path in exports.items()}
        found[f"check, one application, {form}"] = (prices[LARGE] - prices[SMALL]) // (LARGE - SMALL)
    found["start: check of one manifest, json"] = count([str(binary), "check", str(SAMPLE), "--format", "json", "--no-config", *NOW])
    found["start: token"] = count([str(binary), "token", str(token(folder)), *NOW])
    found["start: lookup of a permission"] = count([str(binary), "lookup", "DeviceManagementApps.Read.All"])
    found["start: diagnose of a request"] = count(
        [str(binary), "diagnose", "--request", "GET /deviceManagement/managedDevices", "--flow", "application"])
    requests = folder / "requests.txt"
    requests.write_text("GET /users\n")
    found["start: minimize of one request"] = count(
        [str(binary), "minimize", "--requests", str(requests), "--flow", "application"])
    for language in sorted(ORDINARY):
        prices = {}
        for files in (SMALL_PROJECT, LARGE_PROJECT):
            project = folder / f"{language}-{files}"
            write_code(project, files, language)
            prices[files] = count([str(binary), "scan", str(project), "--format", "json"])
        found[f"scan, one file, .{language}"] = (prices[LARGE_PROJECT] - prices[SMALL_PROJECT]) // (LARGE_PROJECT - SMALL_PROJECT)
    return found


def judge(found: dict[str, int], recorded: dict[str, int]) -> bool:
    """Prints each number beside the recorded one; false where one has grown."""
    is_fine = True
    for name, now in found.items():
        before = recorded.get(name)
        change = f"{now / before - 1:+.1%}" if before else "new"
        verdict = ""
        if before and now > before * (1 + GROWTH):
            is_fine, verdict = False, f"  GREW by more than {GROWTH:.0%}"
        elif before and now < before * (1 - GROWTH):
            verdict = "  less: record it with --record"
        print(f"{name:42} {now:>13,} {change:>8}{verdict}")
    for name in recorded.keys() - found.keys():
        print(f"{name}: recorded and no longer counted")
    return is_fine


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("binary", type=Path, metavar="BINARY", help="a release build of scopeaudit")
    parser.add_argument("--record", action="store_true", help="write the numbers instead of judging them")
    arguments = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("instructions: skipped, valgrind is not installed")
        return 0
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            found = numbers(without_debug_info(arguments.binary.resolve(strict=True), folder), folder)
    except (CountFailed, OSError, subprocess.CalledProcessError) as error:
        print(f"instructions: {error}", file=sys.stderr)
        return 2
    record = json.loads(RECORD.read_text()) if RECORD.is_file() else {"surroundings": "", "instructions": {}}
    here = surroundings()
    is_fine = judge(found, record["instructions"])
    if arguments.record:
        RECORD.write_text(json.dumps({"surroundings": here, "instructions": found}, indent=2) + "\n")
        return 0
    if here != record["surroundings"]:
        print(f"instructions: not judged, recorded with {record['surroundings']}; here is {here}")
        return 0
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
