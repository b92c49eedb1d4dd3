#!/usr/bin/env python3
"""Measures scopeaudit against programs that do less of the same work, side by side in one run, as ratios.

Each group of programs runs in turn (A B C A B C …) and the medians are compared, so a slow minute slows all of them.
Wall clock runs from just before the program is started to its end; memory is the peak resident set the kernel
reports for it. The kernel counts this small process as the start of each child's peak, so a figure near its own
size means "no more than that".

  start-up   lookup, check of one manifest, token, diagnose and minimize against `jq -n 1`
  check      an export with all rules and JSON out, against jq, Python with orjson, and DuckDB, which only count the
             permission ids; all of them must come to the same count before anything is timed; against the honest floor,
             which parses the input with simdjson and copies as much output; one core against two; the peak of every
             format, and that of comparing two exports
  matching   one URL against the catalog, mean over all templates; timed inside scopeaudit-dev
  activity   a log folded, against DuckDB reducing it without a catalog (each request once, as we do; also with copies
             counted, which is less work), jq and Python reading it, and wc counting lines; packed, against `gzip -dc` piped; the peak with many groups;
             with BENCH_LARGE=1 that of a stream of 5 GB, which is never on disk
  solver     sets of random requests, against greedy's answer to the same sets; timed inside scopeaudit-dev, because a
             set takes less time than a process
  code       a scan of generated projects in each language, Python's against its own parser; the peak with many files
             (100,000 with BENCH_LARGE=1); registrations in Terraform between other resources, against wc
  JUnit      bytes of the JUnit report a second: the report by itself on one core, and all of `check --format junit`

The targets stand for 100,000 applications; ratios hold at 20,000 too, memory only shows growth at the larger size.
What is not installed is said in its row. Exit status: 0 measured (1 with --strict where a target is missed),
2 a program failed or a file is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from code_rows import declared_rows, scan_memory_row, scan_rows
from measuring import (AUDIT_STATUSES, Program, Row, RunFailed, output_of, output_size, peak_row, python_program, ratio_row,
                       run_in_turn, run_once, time_text)
from pairs import cores_row, floor_rows, gzip_rows, memory_of_formats, startup_rows

HERE = Path(__file__).resolve().parent
CATALOG = HERE.parent.parent / "rules" / "catalog"
TABLES = (CATALOG / "permissions.tsv", CATALOG / "permissions-other.tsv")

JQ_IDS = "[.[]|.requiredResourceAccess[].resourceAccess[].id]|length"
ORJSON_IDS = """
import sys, orjson
with open(sys.argv[1], "rb") as file:
    applications = orjson.loads(file.read())
print(len([entry["id"] for application in applications
           for resource in application["requiredResourceAccess"]
           for entry in resource["resourceAccess"]]))
"""
DUCKDB_IDS = """
import sys, duckdb
columns = '''{'requiredResourceAccess':
    'STRUCT(resourceAppId VARCHAR, resourceAccess STRUCT(id VARCHAR, "type" VARCHAR)[])[]'}'''
source = sys.argv[1].replace("'", "''")
print(duckdb.sql(f'''
    SELECT count(entry.id)
    FROM (SELECT unnest(resource.resourceAccess) AS entry
          FROM (SELECT unnest(requiredResourceAccess) AS resource
                FROM read_json('{source}', format = 'array', columns = {columns})))
''').fetchall()[0][0])
"""

JQ_CALLS = ".properties|[.appId,.requestMethod,.requestUri,.responseStatusCode,.roles,.scopes]|length"
ORJSON_CALLS = """
import sys, orjson
seen = 0
with open(sys.argv[1], "rb") as file:
    for line in file:
        call = orjson.loads(line)["properties"]
        seen += len((call["appId"], call["requestMethod"], call["requestUri"], call["responseStatusCode"]))
print(seen)
"""
DUCKDB_CALLS = r"""
import sys, duckdb
columns = '''{'category': 'VARCHAR', 'properties': 'STRUCT(appId VARCHAR, requestMethod VARCHAR, requestUri VARCHAR,
    responseStatusCode INT, roles VARCHAR, scopes VARCHAR, userId VARCHAR, requestId VARCHAR, timeGenerated VARCHAR)'}'''
source = sys.argv[1].replace("'", "''")
# As `activity fold` does: each request once, and a batch's envelope is no call.
once = "DISTINCT ON (properties.requestId)" if sys.argv[2] == "once" else ""
print(len(duckdb.sql(f'''
    SELECT appId, flow, method, status, path, roles, scopes, count(*), min(time), max(time)
    FROM (SELECT properties.appId AS appId, properties.userId <> '' AS flow, properties.requestMethod AS method,
                 properties.responseStatusCode AS status, properties.roles AS roles, properties.scopes AS scopes,
                 properties.timeGenerated AS time,
                 regexp_replace(regexp_replace(lower(properties.requestUri), '^https://[^/]*/[^/]*', ''),
                                '[0-9a-f]{{8}}-[0-9a-f-]{{27}}|\\?.*', '{{id}}', 'g') AS path
          FROM (SELECT {once} category, properties
                FROM read_json('{source}', format = 'newline_delimited', columns = {columns})
                WHERE category = 'MicrosoftGraphActivityLogs')
          WHERE NOT (properties.requestMethod = 'POST' AND lower(properties.requestUri) LIKE '%/$batch'))
    GROUP BY ALL''').fetchall()))
"""


def same_count(programs: Mapping[str, Program]) -> None:
    """The yardsticks are only fair if they see the same ids."""
    counts = {name: int(output_of(program)) for name, program in programs.items()}
    if len(set(counts.values())) > 1:
        raise RunFailed(f"the yardsticks disagree on the number of ids: {counts}")


# Programs

def yardsticks(source: Path) -> dict[str, Program | None]:
    jq = shutil.which("jq")
    return {
        "jq": Program((jq, JQ_IDS, str(source))) if jq else None,
        "Python+orjson": python_program("orjson", ORJSON_IDS, source),
        "DuckDB": python_program("duckdb", DUCKDB_IDS, source),
    }


def measured(measure: Path, stage: str, *arguments: object) -> dict[str, float]:
    """The figures of a stage that `scopeaudit-dev measure` times in its own process."""
    command = [str(measure), "measure", stage, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0:
        raise RunFailed(done.stderr.decode(errors="replace").strip())
    return json.loads(done.stdout)


def check_program(binary: Path, source: Path, form: str) -> Program:
    return Program((str(binary), "check", str(source), "--format", form), AUDIT_STATUSES)


def generate(path: Path, count: int, tables: Sequence[Path]) -> None:
    command = [sys.executable, str(HERE / "generate_applications.py"), str(count)]
    for table in tables:
        command += ["--catalog", str(table)]
    with path.open("wb") as file:
        done = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise RunFailed(done.stderr.decode(errors="replace").strip())


def check_rows(binary: Path, source: Path, rounds: int) -> list[Row]:
    known = yardsticks(source)
    installed = {name: program for name, program in known.items() if program is not None}
    same_count(installed)
    samples = run_in_turn({"ours": check_program(binary, source, "json"), **installed}, rounds)
    ours = samples["ours"]
    targets = {"Python+orjson": 0.25, "jq": 0.12, "DuckDB": 0.7}
    rows = [ratio_row("check, JSON out", ours, name, samples.get(name), target) for name, target in targets.items()]
    peak = ours.peak_bytes / 1e6
    others = ", ".join(f"{name} {samples[name].peak_bytes / 1e6:.0f}" for name in targets if name in samples)
    return [*rows, Row("check, peak memory", f"{peak:.0f} MB", others, f"{peak:.0f} MB", "≤ 150 MB", peak <= 150)]


def junit_rows(binary: Path, measure: Path, source: Path, rounds: int) -> list[Row]:
    """The report by itself on one core, and the whole command with reading and audit on all of them."""
    stages = [measured(measure, "report", source) for _ in range(rounds)]
    rate = median(stage["bytes"] / stage["seconds"] for stage in stages) / 1e6
    size = stages[0]["bytes"]
    rows = [Row("JUnit through libxml2, one core", f"{size / 1e6:.1f} MB in {time_text(size / rate / 1e6)}", "-",
                f"{rate:.0f} MB/s", "≥ 200 MB/s", rate >= 200)]
    program = check_program(binary, source, "junit")
    size = output_size(program, source.with_suffix(".junit.xml"))
    sample = run_in_turn({"junit": program}, rounds)["junit"]
    rows.append(Row("check, JUnit out", f"{size / 1e6:.1f} MB in {time_text(sample.seconds)}", "-",
                    f"{size / sample.seconds / 1e6:.0f} MB/s", "≥ 400 MB/s", size / sample.seconds >= 4e8))
    return rows


def activity_rows(binary: Path, source: Path, rounds: int) -> list[Row]:
    """Folding a log, against programs that only read it, or reduce it without a catalog."""
    jq, wc = shutil.which("jq"), shutil.which("wc")
    known = {
        "DuckDB": python_program("duckdb", DUCKDB_CALLS, source, "once"),
        "DuckDB, copies counted": python_program("duckdb", DUCKDB_CALLS, source, "all"),
        "Python+orjson": python_program("orjson", ORJSON_CALLS, source),
        "jq": Program((jq, JQ_CALLS, str(source))) if jq else None,
        "wc -l": Program((wc, "-l", str(source))) if wc else None,
    }
    installed = {name: program for name, program in known.items() if program is not None}
    ours = Program((str(binary), "activity", "fold", str(source)))
    samples = run_in_turn({"ours": ours, **installed}, rounds)
    rows = [ratio_row("activity fold", samples["ours"], "DuckDB", samples.get("DuckDB"), 0.35)]
    for name in ("DuckDB, copies counted", "Python+orjson", "jq", "wc -l"):
        if name in samples:
            ratio = samples["ours"].seconds / samples[name].seconds
            rows.append(Row("activity fold", time_text(samples["ours"].seconds), f"{name} {time_text(samples[name].seconds)}",
                            f"{ratio:.3f}", "-"))
    rate = source.stat().st_size / samples["ours"].seconds / 1e9
    rows.append(Row("activity fold, rate", f"{source.stat().st_size / 1e6:.0f} MB", "-", f"{rate:.2f} GB/s", "-"))
    peak = samples["ours"].peak_bytes / 1e6
    return [*rows, Row("activity fold, peak memory", f"{peak:.0f} MB", "-", f"{peak:.0f} MB", "≤ 64 MB", peak <= 64)]


def solver_rows(measure: Path) -> list[Row]:
    """The exact set, against greedy's; the targets are those of PERFORMANCE.md."""
    work = "least set, 1,000 sets of {} requests"
    rows = []
    for requests, median_target, max_target in ((60, 0.1, 5), (500, None, 50)):
        figures = measured(measure, "solver", "--requests", requests)
        name = work.format(requests)
        middle, longest, share = figures["median"] / 1000, figures["max"] / 1000, figures["provenInTime"] / figures["sets"]
        dearer = figures["greedyDearer"] / figures["sets"]
        more = figures["greedyOperations"] / figures["operations"] - 1
        if median_target is None:
            rows.append(Row(f"{name}, median", f"{middle:.3f} ms", "-", f"{middle:.3f} ms", "-"))
        else:
            rows.append(Row(f"{name}, median", f"{middle:.3f} ms", "-", f"{middle:.3f} ms", f"≤ {median_target:.2f} ms",
                            middle <= median_target))
        rows.append(Row(f"{name}, longest", f"{longest:.2f} ms", "-", f"{longest:.2f} ms", f"≤ {max_target} ms",
                        longest <= max_target))
        rows.append(Row(f"{name}, proven in 50 ms", f"{share:.1%}", f"greedy is more in {dearer:.0%}",
                        f"greedy opens {more:+.1%}", "≥ 99 %", share >= 0.99))
    return rows


def streamed_row(binary: Path, work: str, records: int, applications: int, limit: int) -> Row:
    """The peak of folding a log that comes through a pipe, as fast as it is made up."""
    with subprocess.Popen(activity_command(records, applications), stdout=subprocess.PIPE) as generator:
        assert generator.stdout is not None
        sample = run_once(Program((str(binary), "activity", "fold", "-")), generator.stdout.fileno())
    if generator.returncode != 0:
        raise RunFailed(f"exit status {generator.returncode}: generate_activity.py")
    return peak_row(work, sample, limit)


def memory_rows(binary: Path) -> list[Row]:
    rows = [streamed_row(binary, "activity fold, 20,000 applications", 300_000, 20_000, 64)]
    if os.environ.get("BENCH_LARGE") == "1":
        rows.append(streamed_row(binary, "activity fold, 5 GB through a pipe", 2_500_000, 40, 150))
    return rows


def matching_row(measure: Path, rounds: int) -> Row:
    mean = median(measured(measure, "matching")["nanoseconds"] for _ in range(rounds))
    return Row("match one URL", f"{mean:.0f} ns", "-", f"{mean:.0f} ns", "≤ 200 ns", mean <= 200)


def activity_command(records: int, applications: int) -> list[str]:
    return [sys.executable, str(HERE / "generate_activity.py"), str(records), str(CATALOG / "operations.tsv"), str(applications)]


def generate_activity(path: Path, records: int) -> None:
    with path.open("wb") as file:
        done = subprocess.run(activity_command(records, 40), stdout=file, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise RunFailed(done.stderr.decode(errors="replace").strip())


def print_table(rows: Sequence[Row]) -> None:
    words = {True: "yes", False: "NO", None: "-"}
    table = [("work", "scopeaudit", "against", "ratio or rate", "target", "met"),
             *((row.work, row.measured, row.against, row.result, row.target, words[row.met]) for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    for line in table:
        print("  ".join(f"{cell:{width}}" for cell, width in zip(line, widths)).rstrip())


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("binary", type=Path, metavar="BINARY", help="a release build of scopeaudit, with scopeaudit-dev beside it")
    parser.add_argument("workdir", type=Path, metavar="WORKDIR", help="folder for the generated export")
    parser.add_argument("--applications", type=positive, default=20_000, metavar="N")
    parser.add_argument("--records", type=positive, default=200_000, metavar="N", help="records of the activity log")
    parser.add_argument("--runs", type=positive, default=5, metavar="N", help="rounds of each check")
    parser.add_argument("--startup-runs", type=positive, default=50, metavar="N", help="rounds of the start-up")
    parser.add_argument("--catalog", type=Path, action="append", metavar="TSV",
                        help="permissions table for the export (default: those of rules/catalog)")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a target is missed")
    return parser.parse_args()


def main() -> int:
    arguments = parsed()
    tables = arguments.catalog or [TABLES[0], *(table for table in TABLES[1:] if table.is_file())]
    try:
        binary = arguments.binary.resolve(strict=True)
        measure = binary.with_name("scopeaudit-dev").resolve(strict=True)
        arguments.workdir.mkdir(parents=True, exist_ok=True)
        source = arguments.workdir.resolve() / f"applications-{arguments.applications}.json"
        generate(source, arguments.applications, tables)
        print(f"{arguments.applications:,} applications, {source.stat().st_size / 1e6:.1f} MB; "
              f"medians of {arguments.runs} rounds in turn, start-up of {arguments.startup_runs}\n", flush=True)
        rows = startup_rows(binary, arguments.workdir.resolve(), arguments.startup_runs)
        rows += check_rows(binary, source, arguments.runs)
        rows += floor_rows(binary, source, arguments.runs)
        rows.append(cores_row(binary, source, arguments.runs))
        rows += memory_of_formats(binary, source)
        rows += junit_rows(binary, measure, source, arguments.runs)
        log = arguments.workdir.resolve() / f"activity-{arguments.records}.json"
        generate_activity(log, arguments.records)
        rows.append(matching_row(measure, arguments.runs))
        rows += activity_rows(binary, log, arguments.runs)
        rows += gzip_rows(binary, log, arguments.runs)
        rows += memory_rows(binary)
        rows += solver_rows(measure)
        place = arguments.workdir.resolve()
        rows += scan_rows(binary, place, arguments.runs)
        rows.append(scan_memory_row(binary, place, 100_000 if os.environ.get("BENCH_LARGE") == "1" else 10_000))
        rows += declared_rows(binary, place, arguments.runs)
    except (RunFailed, OSError, ValueError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    print_table(rows)
    return 1 if arguments.strict and any(row.met is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
