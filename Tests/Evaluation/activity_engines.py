#!/usr/bin/env python3
"""Checks that engines which already hold activity logs reduce them to the profile that `activity fold` makes.

Usage: activity_engines.py BINARY [IGNORED]
  DuckDB  runs the query that `activity query --engine duckdb` prints, over JSON lines and over Parquet
  KQL     the query for Log Analytics, run by duckdb-kql, which knows the language but nothing of us, over a table with
          the documented columns of MicrosoftGraphActivityLogs
  Spark   pipes partitions through `activity fold`
The logs are the recorded ones and 6,000 generated records with ids, names, drive paths, functions and queries of every
kind, and lines that are none. What is missing is installed in .build/evaluation; what cannot be installed is said and skipped. Exit status: 0 equal,
1 different, 2 the binary failed.
"""

import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
RECORDED = [PROJECT / "fixtures" / "activity" / name for name in ("storage.json", "outcomes.json")]
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


# Shapes of addresses: {i} stands for an id or a name, {d} for a path in a drive.
SHAPES = """/users|/users/{i}|/users/{i}/messages|/users('{i}')/manager|/users/{i}/drive/root:/{d}:/content|/me|/me/messages/{i}
/me/drive/root:/{d}:/workbook/worksheets|/me/drive/root:/{d}|/me/mailFolders/{i}/messages|/groups/{i}/members/$ref
/groups/{i}/members/microsoft.graph.user|/groups/delta()|/drives/{i}/items/{i}/children|/drives/{i}/root:/{d}:/children
/sites/{i}:/sites/{i}:/lists|/sites/{i}/lists/{i}/items|/deviceManagement/managedDevices/{i}/wipe|/devices(deviceId='{i}')
/reports/getOffice365ActiveUserDetail(period='D7')|/teams/{i}/channels/{i}/messages|/deviceManagement/managedDevices
/communications/callRecords/microsoft.graph.callRecords.getPstnCalls(fromDateTime={i},toDateTime={i})|/nothing/{i}/known
/identity/conditionalAccess/policies/{i}|/directory/deletedItems/microsoft.graph.group|/applications/{i}/owners
/me/calendar/events|/users/{i}/calendarView|/users/{i}/authentication/methods|/me/onenote/pages/{i}/content|/$batch
/auditLogs/signIns|/informationProtection/bitlocker/recoveryKeys/{i}|/directory/deviceLocalCredentials/{i}|/users/$count
/directoryObjects/delta|/planner/tasks/{i}/details|/users/{i}/memberOf/microsoft.graph.directoryRole|/groups/{i}/photo/$value"""
IDS = ["7d0c1a2b-0000-4000-8000-000000000001", "ada@contoso.com", "ada%40contoso.com", "AAMkAGI2THVSAAA=", "b!x-Y_z",
       "contoso.sharepoint.com,7d0c1a2b-0000-4000-8000-000000000001,1", "Quarterly report.xlsx", "O%27Brien", "plan@work.xlsx",
       "19:x@thread.v2", "a%20b", "0", "Inbox", "Messages", "2026-01-01T00:00:00Z"]
QUERIES = ["", "", "?$top=5&$skiptoken=Ym9iQGNvbnRvc28uY29t", "?$select=id,displayName,secretProject",
           "?%24select=signInActivity%2Cid", "?$filter=signInActivity/lastSignInDateTime%20le%202026-01-01T00:00:00Z",
           "?$filter=startswith(displayName,'Ada %26 Co')", "?$filter=id+eq+7d0c1a2b-c1a2-4000-8000-000000000001",
           "?$expand=members($select=id;$top=2),owners", "?$orderby=department desc&$select=accountEnabled",
           '?$search="displayName:Ada"', "?$filter=members/any(x:x/id eq '1')", "?select=mailboxSettings", "?$select=body",
           "?$filter=isof('microsoft.graph.administrativeUnit')", "?startDateTime=2026-01-01&endDateTime=2026-02-01",
           "?$select=key", "?$expand=attachments", "?$SELECT=Credentials"]
DAMAGED = [b'{"properties":{"appId":', b"no record at all", b'{"category":"AuditLogs","properties":{"appId":"x"}}',
           b'{"category":"MicrosoftGraphActivityLogs","properties":{"requestMethod":"GET"}}']


def generated(count: int) -> list[bytes]:
    """Records that are the same in each run."""
    chance = random.Random(20261128)
    shapes = SHAPES.replace("\n", "|").split("|")
    lines = []
    for number in range(count):
        path = chance.choice(shapes)
        while "{i}" in path:
            path = path.replace("{i}", chance.choice(IDS), 1)
        path = path.replace("{d}", "/".join(chance.sample(IDS[:9] + ["Plans", "content", "users"], chance.randint(1, 3))))
        host = "https://graph.microsoft.com/" + chance.choice(["v1.0", "beta"])
        flow = chance.random() < 0.5
        lines.append(json.dumps({
            "time": f"2026-07-{number % 28 + 1:02}T10:{number % 60:02}:00Z", "category": "MicrosoftGraphActivityLogs",
            "properties": {
                "appId": f"11111111-0000-4000-8000-00000000000{number % 5}",
                "requestId": f"22222222-0000-4000-8000-{number:012}",
                "requestMethod": chance.choice(["GET", "GET", "GET", "POST", "PATCH", "DELETE"]),
                "requestUri": host + path + chance.choice(QUERIES), "responseStatusCode": chance.choice([200, 200, 201, 403, 404]),
                "timeGenerated": f"2026-07-{number % 28 + 1:02}T10:{number % 60:02}:00Z",
                **({"userId": "33333333-0000-4000-8000-000000000003", "scopes": "User.Read Mail.Read"} if flow
                   else {"roles": "User.Read.All"})}}).encode())
        # Some records are delivered twice.
        lines += lines[-1:] if number % 10 == 1 else []
    return lines


def logs(*, damaged: bool = True) -> list[bytes]:
    """All records, a line each."""
    lines = b"".join(log.read_bytes() for log in RECORDED).splitlines() + generated(6_000)
    return lines + (DAMAGED * 3 if damaged else [])


def calls(profile: dict) -> list:
    """What the profile says about calls; an engine keeps no ids of requests, and of unknown paths the known words."""
    together: dict = {}
    for application in profile["applications"]:
        for call in application["calls"]:
            name = (application["appId"], call["flow"], call["method"], call.get("template", "unknown"), call["outcome"])
            count, first, last = together.get(name, (0, call["first"], call["last"]))
            together[name] = (count + call["count"], min(first, call["first"]), max(last, call["last"]))
    unusable = sum(profile.get("unusable", {}).values())
    return sorted(name + counted for name, counted in together.items()) + [("unusable", unusable)]


def query_for(binary: str, engine: str, *options: str) -> str:
    command = [binary, "activity", "query", "--engine", engine, *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def by_duckdb(binary: str, folder: str) -> dict:
    import duckdb
    Path(folder, "log.ndjson").write_bytes(b"\n".join(logs()) + b"\n")
    os.chdir(folder)
    duckdb.connect().execute(query_for(binary, "duckdb", "--logs", "*.ndjson", "-o", "rows.json"))
    return fold(binary, "rows.json")


def by_parquet(binary: str, folder: str) -> dict:
    """The table's columns as a lake holds them."""
    import duckdb
    os.chdir(folder)
    rows = [json.loads(line) for line in logs(damaged=False)]
    Path("table.ndjson").write_text("".join(json.dumps(table_row(row)) + "\n" for row in rows), encoding="utf-8")
    connection = duckdb.connect()
    connection.execute("COPY (SELECT * FROM read_ndjson('table.ndjson', maximum_depth = 1)) TO 'table.parquet' (FORMAT parquet)")
    connection.execute(query_for(binary, "duckdb", "--source", "parquet", "--logs", "*.parquet", "-o", "rows.json"))
    return fold(binary, "rows.json")


def table_row(record: dict) -> dict:
    """A record under the names of the table's columns."""
    by_small_name = {name.lower(): name for name in COLUMNS}
    return {by_small_name[name.lower()]: value[:26] if name.lower() == "timegenerated" else value
            for name, value in record["properties"].items() if name.lower() in by_small_name and value is not None}


def by_kql(binary: str, folder: str) -> dict:
    import duckdb_kql
    connection = duckdb_kql.connect()
    connection.execute("CREATE TABLE MicrosoftGraphActivityLogs ("
                       + ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items()) + ")")
    columns = ", ".join(COLUMNS)
    connection.executemany(f"INSERT INTO MicrosoftGraphActivityLogs ({columns}) VALUES ({', '.join('?' * len(COLUMNS))})",
                           [[row.get(name) for name in COLUMNS] for row in map(table_row, map(json.loads, logs(damaged=False)))])
    # The records are of a certain month, whatever day it is.
    result = duckdb_kql.kql(connection, query_for(binary, "kql", "--period", "36500d"))
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
    lines = [line + b"\n" for line in logs()]
    parts = [Path(folder, f"part{number}.json") for number in range(3)]
    for number, part in enumerate(parts):
        part.write_bytes(b"".join(lines[number::3]))
    spark = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
             .config("spark.ui.showConsoleProgress", "false").getOrCreate())
    # The recipe of the README, as printed there; it writes parts/NUMBER.json.
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    recipe = next(block.split("```")[0] for block in readme.split("```python\n")[1:] if "spark" in block.split("```")[0])
    os.environ["PATH"] = f"{Path(binary).parent}:{os.environ['PATH']}"
    os.chdir(folder)
    Path("parts").mkdir()
    exec(recipe, {"spark": spark, "paths": [str(part) for part in parts]})  # noqa: S102
    spark.stop()
    return fold(binary, *sorted(str(part) for part in Path("parts").iterdir()))


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
    status = 0
    for module, name, run, damaged in (
            ("duckdb", "DuckDB", by_duckdb, True), ("duckdb", "Parquet", by_parquet, False),
            ("duckdb_kql", "KQL", by_kql, False), ("pyspark", "Spark", by_spark, True)):
        if module == "pyspark" and shutil.which("java") is None:
            print(f"skipped    {name}: Java is not installed")
            continue
        if importlib.util.find_spec(module) is None:
            print(f"skipped    {name}: {module} is not installed")
            continue
        with tempfile.TemporaryDirectory() as folder:
            whole = Path(folder, "whole.ndjson.txt")
            whole.write_bytes(b"\n".join(logs(damaged=damaged)) + b"\n")
            expected = calls(fold(binary, str(whole)))
            whole.unlink()
            found = calls(run(binary, folder))
            os.chdir("/")
        if found == expected:
            print(f"same       {name}: {len(found)} groups")
            continue
        status = 1
        print(f"different  {name}")
        for row in sorted(set(map(str, found)) ^ set(map(str, expected)))[:40]:
            print(f"             {'engine' if row in set(map(str, found)) else 'fold  '} {row}")
    return status


if __name__ == "__main__":
    sys.exit(main())
