#!/usr/bin/env python3
"""Fuzzes the readers: run.py BINARY WORK [--minutes N] [--target NAME]... [--jobs N] [--longest BYTES]

Each target starts from its seeds under fixtures/ and from what earlier runs kept in WORK, and runs so many minutes.
Prints a line a target: executions, edges, size of the kept inputs, findings. An input that crashes, takes 25 s or
2 GB stays in WORK/findings/NAME; mend it, and copy it to fixtures/fuzz/NAME, where the tests replay it. Exit 1 then.
"""

import argparse
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LONGEST = 8192


def targets(binary):
    """The targets in their order, each with its seeds."""
    lines = subprocess.run([binary], capture_output=True, text=True, check=True).stdout.splitlines()
    return {name: seeds.split(",") for name, seeds in (line.split(" ") for line in lines)}


def plant(seeds, folder):
    """Copies seeds of a length that is worth mutating into a folder."""
    os.makedirs(folder, exist_ok=True)
    for seed in seeds:
        path = os.path.join(ROOT, "fixtures", seed)
        files = [path] if os.path.isfile(path) else [os.path.join(place, name) for place, _, names in os.walk(path) for name in names]
        for number, file in enumerate(sorted(files)):
            if 0 < os.path.getsize(file) <= 4 * LONGEST:
                shutil.copyfile(file, os.path.join(folder, f"{seed.replace('/', '-')}-{number}"))


def run(binary, work, name, seeds, seconds, longest):
    """Runs a target; returns its numbers and whether it found anything."""
    seeded, kept, findings = (os.path.join(work, part, name) for part in ("seeds", "kept", "findings"))
    shutil.rmtree(seeded, ignore_errors=True)
    plant(seeds + [f"fuzz/{name}"], seeded)
    for folder in (kept, findings):
        os.makedirs(folder, exist_ok=True)
    command = [
        binary, name, f"-max_total_time={seconds}", f"-max_len={longest}", "-timeout=25", "-rss_limit_mb=2048",
        f"-dict={os.path.join(ROOT, 'Tests', 'Fuzz', 'words.dict')}", f"-artifact_prefix={findings}/",
        "-print_final_stats=1", kept, seeded,
    ]
    environment = dict(os.environ, SWIFT_BACKTRACE="enable=no", ASAN_OPTIONS="detect_leaks=0")
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment)
    log = result.stderr
    executed = re.search(r"number_of_executed_units: (\d+)", log)
    executions = int(executed.group(1)) if executed else max([int(n) for n in re.findall(r"^#(\d+)\t", log, re.M)] or [0])
    edges = ([0] + re.findall(r"cov: (\d+)", log))[-1]
    if result.returncode != 0:
        with open(os.path.join(findings, "log.txt"), "w", encoding="utf-8") as file:
            file.write(log[-20000:])
    return name, executions, int(edges), len(os.listdir(kept)), result.returncode != 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("work")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--target", action="append")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    # Short inputs run ten times as often: good for readers whose states a few bytes reach.
    parser.add_argument("--longest", type=int, default=LONGEST)
    given = parser.parse_args()
    known = targets(given.binary)
    unknown = [name for name in given.target or [] if name not in known]
    if unknown:
        sys.exit(f"there is no target {unknown[0]}; the targets are {', '.join(known)}")
    chosen = given.target or list(known)
    print(f"{'target':16}{'executions':>14}{'edges':>10}{'kept':>8}  result", flush=True)
    total, failed = 0, False
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        runs = [pool.submit(run, given.binary, given.work, name, known[name], round(60 * given.minutes), given.longest) for name in chosen]
        for done in runs:
            name, executions, edges, kept, found = done.result()
            total += executions
            failed |= found
            verdict = f"FOUND: see {given.work}/findings/{name}" if found else "nothing"
            print(f"{name:16}{executions:14,}{edges:10,}{kept:8,}  {verdict}", flush=True)
    print(f"{'all':16}{total:14,}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
