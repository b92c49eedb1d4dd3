"""Running programs in turn, and what comes of it as the lines of a table."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

NO_FINDINGS = frozenset({0})
AUDIT_STATUSES = frozenset({0, 1})      # clean, or findings at or above --fail-on
NOT_INSTALLED = "not installed"


class RunFailed(Exception):
    """A program ended in a way that makes its time worthless."""


@dataclass(frozen=True)
class Program:
    """One command line, and the exit statuses that mean it did its work."""

    command: tuple[str, ...]
    statuses: frozenset[int] = NO_FINDINGS


@dataclass
class Sample:
    seconds: float
    peak_bytes: int


@dataclass
class Row:
    """One line of the table."""

    work: str
    measured: str
    against: str
    result: str
    target: str
    met: bool | None = None


def run_once(program: Program, standard_input: int | None = None) -> Sample:
    """Start, wait, and read what the kernel counted for this one child."""
    null = os.open(os.devnull, os.O_RDWR)
    try:
        actions = [(os.POSIX_SPAWN_DUP2, null if standard_input is None else standard_input, 0), (os.POSIX_SPAWN_DUP2, null, 1),
                   (os.POSIX_SPAWN_DUP2, null, 2)]
        start = time.perf_counter()
        process = os.posix_spawn(program.command[0], program.command, os.environ, file_actions=actions)
        _, status, usage = os.wait4(process, 0)
        seconds = time.perf_counter() - start
    finally:
        os.close(null)
    code = os.waitstatus_to_exitcode(status)
    if code not in program.statuses:
        raise RunFailed(f"exit status {code}: {' '.join(program.command)[:200]}")
    return Sample(seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def run_in_turn(programs: Mapping[str, Program], rounds: int) -> dict[str, Sample]:
    """The median time and peak of each, after one round that warms the caches and counts for nothing."""
    samples: dict[str, list[Sample]] = {name: [] for name in programs}
    for number in range(rounds + 1):
        for name, program in programs.items():
            sample = run_once(program)
            if number > 0:
                samples[name].append(sample)
    return {name: Sample(median(sample.seconds for sample in taken), round(median(s.peak_bytes for s in taken)))
            for name, taken in samples.items()}


def output_of(program: Program) -> bytes:
    done = subprocess.run(program.command, capture_output=True, check=False)
    if done.returncode not in program.statuses:
        raise RunFailed(f"exit status {done.returncode}: {' '.join(program.command)[:200]}: "
                        f"{done.stderr.decode(errors='replace').strip()[-300:]}")
    return done.stdout


def output_size(program: Program, path: Path, keeps: bool = False) -> int:
    """The bytes it writes, by way of a file, so that this process stays small; the file is left on request."""
    with path.open("wb") as file:
        done = subprocess.run(program.command, stdout=file, stderr=subprocess.DEVNULL, check=False)
    if done.returncode not in program.statuses:
        raise RunFailed(f"exit status {done.returncode}: {' '.join(program.command)}")
    size = path.stat().st_size
    if not keeps:
        path.unlink()
    return size


def python_program(module: str, code: str, source: Path, *arguments: str) -> Program | None:
    if not importlib.util.find_spec(module):
        return None
    return Program((sys.executable, "-c", code, str(source), *arguments))


def time_text(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def ratio_row(work: str, ours: Sample, name: str, other: Sample | None, target: float) -> Row:
    if other is None:
        return Row(work, time_text(ours.seconds), name, NOT_INSTALLED, f"≤ {target:.2f}")
    ratio = ours.seconds / other.seconds
    return Row(work, time_text(ours.seconds), f"{name} {time_text(other.seconds)}", f"{ratio:.3f}", f"≤ {target:.2f}",
               ratio <= target)


def peak_row(work: str, sample: Sample, limit: int) -> Row:
    peak = sample.peak_bytes / 1e6
    return Row(work, f"{peak:.0f} MB in {time_text(sample.seconds)}", "-", f"{peak:.0f} MB", f"≤ {limit} MB", peak <= limit)
