#!/usr/bin/env python3
"""Checks that engines which already hold activity logs reduce them to the profile that `activity fold` makes.

Usage: activity_engines.py BINARY [IGNORED]
  DuckDB  runs the query that `activity query --engine duckdb` prints
  KQL     the query for Log Analytics, run by duckdb-kql, which knows the language but nothing of us, over a table with
          the documented columns of MicrosoftGraphActivityLogs
  Spark   pipes partitions through `activity fold`
What is missing is installed in .build/evaluation; what cannot be installed is said and skipped. Exit status: 0 equal,
1 different, 2 the binary failed.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
LOGS = [PROJECT / "fixtures" / "activity" / name for name in ("storage.json", "outcomes.json")]
PLACE = PROJECT / ".build" / "evaluation"
MODULES = {"duckdb": "duckdb", "duckdb_kql": "duckdb-kql", "pyspark": "pyspark"}

# Columns and types of the table as Microsoft documents them (Azure Monitor reference, MicrosoftGraphActivityLogs).
COLUMNS = {
    "AadTenantId": "VARCHAR", "ApiVersion": "VARCHAR", "AppId": "VARCHAR", "ATContent": "VARCHAR", "ATContentH": "VARCHAR",
    "ATContentP": "VARCHAR", "ClientAuthMethod": "INTEGER", "ClientRequestId": "VARCHAR", "DeviceId": "VARCHAR",
    "DurationMs": "INTEGER", "IdentityProvider": "VARCHAR", "IPAddress": "VARCHAR", "Location": "VARCHAR",
    "OperationId": "VARCHAR", "RequestId": "VARCHAR", "RequestMethod": "VARCHAR", "RequestUri": "VARCHAR",
    "ResponseSizeBytes": "INTEGER", "ResponseStatusCode": "INTEGER", "Roles": "VARCHAR", "Scopes": "VARCHAR",
    "ServicePrincipalId": "VARCHAR", "SessionId": "VARCHAR", "SignInActivityId": "VARCHAR", "SourceSystem": "VARCHAR",
    "TenantId": "VARCHAR", "TimeGenerated": "TIMESTAMP", "TokenIssuedAt": "TIMESTAMP", "Type": "VARCHAR",
    "UniqueTokenId": "VARCHAR", "UserAgent": "VARCHAR", "UserId": "VARCHAR", "Wids": "VARCHAR",
}


def fold(binary: str, *paths: str) -> dict:
    done = subprocess.run([binary, "activity", "fold", *paths], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"{binary}: exit status {done.returncode}: {done.stderr.strip()}", file=sys.stderr)
        sys.exit(2)
    return json.loads(done.stdout)


def calls(profile: dict) -> list:
    """What the profile says about calls; an engine keeps no ids of requests, and redacts unknown paths itself."""
    together: dict = {}
    for application in profile["applications"]:
        for call in application["calls"]:
            # An engine leaves the query out: what it asked for counts in `activity fold` alone.
            path = call.get("template", call.get("path")).split("?")[0]
            name = (application["appId"], call["flow"], call["method"], path, call["outcome"])
            count, first, last = together.get(name, (0, call["first"], call["last"]))
            together[name] = (count + call["count"], min(first, call["first"]), max(last, call["last"]))
    return sorted(name + counted for name, counted in together.items())


def query_for(binary: str, engine: str) -> str:
    return subprocess.run([binary, "activity", "query", "--engine", engine], capture_output=True, text=True, check=True).stdout


def by_duckdb(binary: str, folder: str) -> dict:
    import duckdb
    for number, log in enumerate(LOGS):
        Path(folder, f"log{number}.ndjson").write_bytes(log.read_bytes())
    os.chdir(folder)
    connection = duckdb.connect()
    connection.execute("SET VARIABLE logs = 'log*.ndjson'")
    connection.execute(query_for(binary, "duckdb"))
    return fold(binary, "activity-rows.json")


def by_kql(binary: str, folder: str) -> dict:
    import duckdb_kql
    connection = duckdb_kql.connect()
    connection.execute("CREATE TABLE MicrosoftGraphActivityLogs ("
                       + ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items()) + ")")
    by_small_name = {name.lower(): name for name in COLUMNS}
    for line in b"".join(log.read_bytes() for log in LOGS).splitlines():
        record = json.loads(line)
        row = {by_small_name[name.lower()]: value for name, value in record["properties"].items()
               if name.lower() in by_small_name and value is not None}
        connection.execute(f"INSERT INTO MicrosoftGraphActivityLogs ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
                           [value[:26] if name == "TimeGenerated" else value for name, value in row.items()])
    query = query_for(binary, "kql")
    if "let Period = 90d;" not in query:
        print("the query does not say its period", file=sys.stderr)
        sys.exit(2)
    # The records are of a certain month, whatever day it is.
    result = duckdb_kql.kql(connection, query.replace("let Period = 90d;", "let Period = 36500d;"))
    names = result.columns
    rows = [dict(zip(names, (str(value).replace(" ", "T") + "Z" if name.endswith("Seen") else value
                             for name, value in zip(names, row)))) for row in result.fetchall()]
    path = Path(folder, "rows.json")
    # As Log Analytics answers: a table of columns and rows.
    path.write_text(json.dumps({"tables": [{"name": "PrimaryResult", "columns": [{"name": name} for name in names],
                                            "rows": [[row[name] for name in names] for row in rows]}]}), encoding="utf-8")
    return fold(binary, str(path))


def by_spark(binary: str, folder: str) -> dict:
    from pyspark.sql import SparkSession
    lines = b"".join(log.read_bytes() for log in LOGS).splitlines(keepends=True)
    parts = [Path(folder, f"part{number}.json") for number in range(3)]
    for number, part in enumerate(parts):
        part.write_bytes(b"".join(lines[number::3]))
    spark = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
             .config("spark.ui.showConsoleProgress", "false").getOrCreate())
    files = spark.sparkContext.parallelize([str(part) for part in parts], 3)
    profiles = files.pipe(f"xargs -r {binary} activity fold").collect()
    spark.stop()
    names = []
    for number, profile in enumerate(profiles):
        names.append(str(Path(folder, f"profile{number}.json")))
        Path(names[-1]).write_text(profile + "\n", encoding="utf-8")
    return fold(binary, *names)


def provide() -> None:
    """Goes on in a Python of our own where this one lacks an engine."""
    missing = [package for module, package in MODULES.items() if importlib.util.find_spec(module) is None]
    python = PLACE / "bin" / "python"
    if not missing or Path(sys.prefix) == PLACE:
        return
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PLACE)], check=True)
    print(f"engines in {PLACE.relative_to(PROJECT)}: {', '.join(MODULES.values())}", flush=True)
    for package in MODULES.values():
        subprocess.run([str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", package], check=False)
    os.execv(python, [str(python), *sys.argv])


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    provide()
    binary = str(Path(sys.argv[1]).resolve())
    expected = calls(fold(binary, *map(str, LOGS)))
    status = 0
    for module, name, run in (("duckdb", "DuckDB", by_duckdb), ("duckdb_kql", "KQL", by_kql), ("pyspark", "Spark", by_spark)):
        if module == "pyspark" and shutil.which("java") is None:
            print(f"skipped    {name}: Java is not installed")
            continue
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
