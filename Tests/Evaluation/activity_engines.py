#!/usr/bin/env python3
"""Checks that engines which already hold activity logs reduce them to the profile that `activity fold` makes.

Usage: activity_engines.py BINARY [IGNORED]
DuckDB runs the query that `activity query --engine duckdb` prints; Spark pipes partitions through `activity fold`. What is
not installed is said and skipped. Exit status: 0 equal, 1 different, 2 the binary failed.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

LOG = Path(__file__).resolve().parent.parent.parent / "fixtures" / "activity" / "storage.json"


def fold(binary: str, *paths: str) -> dict:
    done = subprocess.run([binary, "activity", "fold", *paths], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"{binary}: exit status {done.returncode}: {done.stderr.strip()}", file=sys.stderr)
        sys.exit(2)
    return json.loads(done.stdout)


def calls(profile: dict) -> list:
    """What the profile says about calls; an engine keeps no ids of requests, and redacts unknown paths itself."""
    return sorted(
        (application["appId"], call["flow"], call["method"], call.get("template", call.get("path")), call["outcome"],
         call["count"], call["first"], call["last"])
        for application in profile["applications"] for call in application["calls"])


def by_duckdb(binary: str, folder: str) -> dict:
    import duckdb
    query = subprocess.run([binary, "activity", "query", "--engine", "duckdb"], capture_output=True, text=True, check=True)
    os.chdir(folder)
    connection = duckdb.connect()
    connection.execute(f"SET VARIABLE logs = '{LOG}'")
    connection.execute(query.stdout)
    return fold(binary, "activity-rows.json")


def by_spark(binary: str, folder: str) -> dict:
    from pyspark.sql import SparkSession
    lines = LOG.read_bytes().splitlines(keepends=True)
    parts = [Path(folder, f"part{number}.json") for number in range(3)]
    for number, part in enumerate(parts):
        part.write_bytes(b"".join(lines[number::3]))
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    files = spark.sparkContext.parallelize([str(part) for part in parts], 3)
    profiles = files.pipe(f"xargs -r {binary} activity fold").collect()
    spark.stop()
    names = []
    for number, profile in enumerate(profiles):
        names.append(str(Path(folder, f"profile{number}.json")))
        Path(names[-1]).write_text(profile + "\n", encoding="utf-8")
    return fold(binary, *names)


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    binary = str(Path(sys.argv[1]).resolve())
    expected = calls(fold(binary, str(LOG)))
    status = 0
    for module, name, run in (("duckdb", "DuckDB", by_duckdb), ("pyspark", "Spark", by_spark)):
        if importlib.util.find_spec(module) is None:
            print(f"skipped    {name}: {module} is not installed")
            continue
        with tempfile.TemporaryDirectory() as folder:
            found = calls(run(binary, folder))
            os.chdir("/")
        if found == expected:
            print(f"same       {name}: {len(found)} groups")
            continue
        status = 1
        print(f"different  {name}")
        for row in sorted(set(found) ^ set(expected)):
            print(f"             {'engine' if row in found else 'fold  '} {row}")
    return status


if __name__ == "__main__":
    sys.exit(main())
