"""Rows of the bench that hold one command against another of about the same work."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from measuring import (AUDIT_STATUSES, NO_FINDINGS, NOT_INSTALLED, Program, Row, output_size, peak_row, python_program,
                       ratio_row, run_in_turn, run_once)

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent.parent / "fixtures" / "samples" / "device-automation.json"
ANSWERED = frozenset({0, 1, 4})

# What nobody can do without: to read the input as JSON, and to hand on as many bytes as the report has.
FLOOR = """
import sys, simdjson
simdjson.Parser().load(sys.argv[1])
with open(sys.argv[2], "rb") as file:
    while piece := file.read(1 << 20):
        sys.stdout.buffer.write(piece)
"""
UNPACKED = """
import subprocess, sys
with subprocess.Popen(["gzip", "-dc", sys.argv[2]], stdout=subprocess.PIPE) as packed:
    done = subprocess.run([sys.argv[1], "activity", "fold", "-"], stdin=packed.stdout, stdout=subprocess.DEVNULL)
sys.exit(done.returncode)
"""
CLAIMS = """{"aud":"https://graph.microsoft.com","appid":"6fd2d8c8-2d51-4c1a-9a9c-0d3b1f6a7e10","idtyp":"app",
"roles":["User.Read.All"],"ver":"1.0","exp":1900000000,"iat":1700000000}"""


def startup_rows(binary: Path, folder: Path, rounds: int) -> list[Row]:
    claims, requests = folder / "claims.json", folder / "requests.txt"
    claims.write_text(CLAIMS)
    requests.write_text("GET /users\n")
    ours = {
        "lookup NAME": (("lookup", "DeviceManagementApps.Read.All"), 0.25),
        "check of one manifest": (("check", str(SAMPLE), "--no-config", "--format", "json"), 0.35),
        "token": (("token", str(claims), "--no-config"), 0.35),
        "diagnose": (("diagnose", "--request", "GET /deviceManagement/managedDevices", "--flow", "application"), 0.35),
        "minimize": (("minimize", "--requests", str(requests), "--flow", "application"), 0.35),
    }
    programs = {name: Program((str(binary), *arguments), ANSWERED) for name, (arguments, _) in ours.items()}
    if jq := shutil.which("jq"):
        programs["jq"] = Program((jq, "-n", "1"))
    samples = run_in_turn(programs, rounds)
    return [ratio_row(f"start-up, {name}", samples[name], "jq -n 1", samples.get("jq"), target)
            for name, (_, target) in ours.items()]


def check(binary: Path, source: Path, form: str) -> Program:
    return Program((str(binary), "check", str(source), "--no-config", "--format", form), AUDIT_STATUSES)


def floor_rows(binary: Path, source: Path, rounds: int) -> list[Row]:
    """Our processor time would be fairer still, but the floor runs on one core: wall clock flatters neither much."""
    ours = check(binary, source, "json")
    output = source.with_suffix(".output")
    size = output_size(ours, output, keeps=True)
    applications = int(source.stem.rpartition("-")[2])
    rows = [Row("check, JSON out, size", f"{size / 1e6:.1f} MB", "-", f"{size / applications:,.0f} B an application", "-")]
    floor = python_program("simdjson", FLOOR, source, str(output))
    if floor is None:
        output.unlink()
        return [*rows, Row("check, JSON out", "-", "simdjson and copy", NOT_INSTALLED, "≤ 3.00")]
    samples = run_in_turn({"ours": ours, "floor": floor}, rounds)
    output.unlink()
    return [*rows, ratio_row("check, JSON out", samples["ours"], "simdjson and copy", samples["floor"], 3)]


def cores_row(binary: Path, source: Path, rounds: int) -> Row:
    """How much faster two cores are than one, both of them otherwise idle."""
    work, taskset = "check, JSON out, 1 → 2 cores", shutil.which("taskset")
    if taskset is None:
        return Row(work, "-", "taskset", NOT_INSTALLED, "≥ 1.85")
    command = check(binary, source, "json").command
    samples = run_in_turn({cores: Program((taskset, "-c", cores, *command), AUDIT_STATUSES) for cores in ("0", "0,1")}, rounds)
    gain = samples["0"].seconds / samples["0,1"].seconds
    return Row(work, f"{samples['0,1'].seconds:.2f} s", f"one core {samples['0'].seconds:.2f} s", f"{gain:.2f}", "≥ 1.85", gain >= 1.85)


def memory_of_formats(binary: Path, source: Path) -> list[Row]:
    rows = [peak_row(f"check, {form}, peak memory", run_once(check(binary, source, form)), 150)
            for form in ("text", "json", "csv", "junit", "sarif", "html", "markdown")]
    diff = Program((str(binary), "diff", str(source), str(source), "--no-config", "--format", "json"), AUDIT_STATUSES)
    return [*rows, peak_row("diff of an export with itself, peak memory", run_once(diff), 400)]


def gzip_rows(binary: Path, log: Path, rounds: int) -> list[Row]:
    packed = log.with_suffix(".jsonl.gz")
    with log.open("rb") as plain, gzip.open(packed, "wb", compresslevel=6) as file:
        shutil.copyfileobj(plain, file)
    ours = Program((str(binary), "activity", "fold", str(packed)), NO_FINDINGS)
    piped = python_program("subprocess", UNPACKED, binary, str(packed))
    samples = run_in_turn({"ours": ours, **({"piped": piped} if piped else {})}, rounds)
    packed.unlink()
    return [ratio_row("activity fold, gzip", samples["ours"], "gzip -dc piped into it", samples.get("piped"), 0.5)]
