#!/usr/bin/env python3
"""Proves that rules/catalog/permissions.tsv and operations.tsv say exactly what the upstream files say.

It shares no code with refresh-catalog: both sides are read here from scratch and compared as sets, in both
directions, so that neither a lost row nor an invented one goes unseen.

  permissions   every app role and delegated permission that Microsoft Graph publishes, by (flow, id, name),
                with its consent and whether it is enabled; every id that only the provisioning data knows
                (status "unpublished"); the privilege level of each
  operations    every (path, method, scheme, permission), with its least mark and its companions

Upstream lists some (path, method, scheme, permission) more than once. Such entries become one: least where any
of them says so, and the companions of all of them.

Exit status: 0 equal, 1 different, 2 a file is missing or cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GRAPH_APP_ID = "00000003-0000-0000-c000-000000000000"
GRAPH_RESOURCES = {GRAPH_APP_ID, "Microsoft Graph"}
PUBLISHED_STATUSES = {"published", "disabled"}
SCHEMES = ("Application", "DelegatedWork", "DelegatedPersonal")
COLUMN_OF_SCHEME = {"Application": "application", "DelegatedWork": "delegated", "DelegatedPersonal": "personal"}
FLOW_OF_SCHEME = {"Application": "application", "DelegatedWork": "delegated", "DelegatedPersonal": "delegated"}
EXPECTED = {
    "published app roles": 716,
    "published delegated permissions": 807,
    "operations (method and path)": 11_215,
    "distinct paths": 7_343,
}
PERMISSION_COLUMNS = ("resource", "flow", "id", "name", "consent", "level", "status", "source")
OPERATION_COLUMNS = ("methods", "path", "application", "delegated", "personal")

PermissionKey = tuple[str, str, str]        # flow, id, name
OperationKey = tuple[str, str, str, str]    # path, method, scheme, permission


class InputError(Exception):
    """A file that is missing, or not of the shape this oracle knows."""


@dataclass
class Grant:
    """How one permission serves one operation."""

    least: bool = False
    companions: set[str] = field(default_factory=set)

    def describe(self) -> str:
        return f"least={'yes' if self.least else 'no'} companions={'|'.join(sorted(self.companions)) or 'none'}"


@dataclass(frozen=True)
class Published:
    """What the live tenant says of one permission."""

    consent: str
    status: str


@dataclass
class Upstream:
    """The upstream files, reduced to what the catalog keeps."""

    published: dict[PermissionKey, Published]
    unpublished: set[PermissionKey]
    levels: dict[tuple[str, str], str]      # (flow, name)
    operations: dict[OperationKey, Grant]


@dataclass
class Catalog:
    """The two tables of the project."""

    permissions: list[dict[str, str]]       # Microsoft Graph only
    operations: dict[OperationKey, Grant]
    problems: list[str]


@dataclass
class Comparison:
    """The table to print, and everything that differs: single entries first, then the counts they explain."""

    rows: list[tuple[str, str, str, bool]] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    counts: list[str] = field(default_factory=list)

    @property
    def differences(self) -> list[str]:
        return self.entries + self.counts

    def count(self, label: str, upstream: int, catalog: int) -> None:
        known = EXPECTED.get(label)
        equal = upstream == catalog and known in (None, upstream)
        self.rows.append((label, f"{upstream:,}", f"{catalog:,}", equal))
        if upstream != catalog:
            self.counts.append(f"{label}: upstream {upstream:,}, catalog {catalog:,}")
        if known is not None and upstream != known:
            self.counts.append(f"{label}: upstream has {upstream:,}, this oracle was written for {known:,}")

    def verdict(self, label: str, differences: list[str]) -> None:
        self.rows.append((label, "-", f"{len(differences):,} differ" if differences else "equal", not differences))
        self.entries += differences


# Upstream

def read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: {error}") from error


def read_published(graph: Path) -> dict[PermissionKey, Published]:
    published: dict[PermissionKey, Published] = {}
    for file, flow in (("GraphAppRoles.json", "application"), ("GraphDelegateRoles.json", "delegated")):
        for entry in read_json(graph / file):
            consent = entry["Type"].lower() if flow == "delegated" else "admin"
            status = "published" if entry["IsEnabled"] else "disabled"
            published[flow, entry["Id"].lower(), entry["Value"]] = Published(consent, status)
    return published


def read_unpublished(graph: Path, published_ids: set[str]) -> set[PermissionKey]:
    deployments = read_json(graph / "provisioningInfo.json")["permissionDeployments"]
    return {
        (FLOW_OF_SCHEME[entry["scheme"]], entry["id"].lower(), name)
        for name, entries in deployments.items()
        for entry in entries
        if len(entry.get("id", "")) == 36 and entry["id"].lower() not in published_ids
    }


def read_levels(permissions: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {
        (COLUMN_OF_SCHEME[scheme], name): str(details["privilegeLevel"])
        for name, permission in permissions.items()
        for scheme, details in permission["schemes"].items()
        if scheme != "DelegatedPersonal" and "privilegeLevel" in details
    }


def read_marks(text: str) -> tuple[set[str], set[str]]:
    """The value of a path: "least=A,B;AlsoRequires=C,D", either part optional."""
    least: set[str] = set()
    companions: set[str] = set()
    for part in filter(None, text.split(";")):
        key, _, value = part.partition("=")
        names = {name.strip() for name in value.split(",") if name.strip()}
        if key == "least":
            least |= names
        elif key == "AlsoRequires":
            companions |= names
        else:
            raise InputError(f"permissions.json: a path has the mark {key!r}, which this oracle does not know")
    return least, companions


def read_upstream_operations(permissions: dict[str, Any]) -> dict[OperationKey, Grant]:
    operations: dict[OperationKey, Grant] = {}
    for name, permission in permissions.items():
        for path_set in permission["pathSets"]:
            for path, marks in path_set["paths"].items():
                least, companions = read_marks(marks)
                for method in path_set["methods"]:
                    for scheme in path_set["schemeKeys"]:
                        grant = operations.setdefault((path, method, scheme, name), Grant())
                        grant.least |= scheme in least
                        grant.companions |= companions
    return operations


def read_upstream(graph: Path) -> Upstream:
    published = read_published(graph)
    permissions = read_json(graph / "permissions.json")["permissions"]
    return Upstream(
        published=published,
        unpublished=read_unpublished(graph, {identifier for _, identifier, _ in published}),
        levels=read_levels(permissions),
        operations=read_upstream_operations(permissions),
    )


# Catalog

def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Comments, then the header, then rows; each row with its line number."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    header: list[str] | None = None
    for number, line in enumerate(lines, start=1):
        if not line or (header is None and line.startswith("#")):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            missing = [column for column in columns if column not in header]
            if missing:
                raise InputError(f"{path}:{number}: the header lacks the column(s) {', '.join(missing)}")
        elif len(cells) != len(header):
            raise InputError(f"{path}:{number}: {len(cells)} cells, the header has {len(header)}")
        else:
            yield number, dict(zip(header, cells))
    if header is None:
        raise InputError(f"{path}: no header line")


def read_cell(cell: str) -> dict[str, Grant]:
    """One cell of operations.tsv, "Name* Name+B|C", by permission name."""
    grants: dict[str, Grant] = {}
    for word in [] if cell == "-" else cell.split(" "):
        left, plus, right = word.partition("+")
        name = left.removesuffix("*")
        if not name or name in grants or (plus and not all(right.split("|"))):
            raise ValueError(f"{word!r} in {cell!r}")
        grants[name] = Grant(left.endswith("*"), set(right.split("|")) if plus else set())
    return grants


def read_row(row: dict[str, str]) -> Iterator[tuple[OperationKey, Grant]]:
    left = ""
    for scheme in SCHEMES:
        cell = row[COLUMN_OF_SCHEME[scheme]]
        cell = left if cell == "=" and scheme != "Application" else cell
        left = cell
        for name, grant in read_cell(cell).items():
            for method in row["methods"].split(","):
                yield (row["path"], method, scheme, name), grant


def read_catalog(folder: Path) -> Catalog:
    rows = read_table(folder / "permissions.tsv", PERMISSION_COLUMNS)
    permissions = [row for _, row in rows if row["resource"] in GRAPH_RESOURCES]
    operations: dict[OperationKey, Grant] = {}
    problems: list[str] = []
    seen: set[tuple[str, str]] = set()
    for number, row in read_table(folder / "operations.tsv", OPERATION_COLUMNS):
        for method in row["methods"].split(","):
            if (row["path"], method) in seen:
                problems.append(f"operations.tsv:{number}: {method} {row['path']} has a row already")
            seen.add((row["path"], method))
        try:
            operations.update(read_row(row))
        except ValueError as error:
            problems.append(f"operations.tsv:{number}: cannot read {error}")
    return Catalog(permissions, operations, problems)


# Comparison

def permission_keys(rows: Iterable[dict[str, str]]) -> set[PermissionKey]:
    return {(row["flow"], row["id"].lower(), row["name"]) for row in rows}


def missing_and_extra(label: str, upstream: set[Any], catalog: set[Any]) -> list[str]:
    missing = [f"{label}: missing in the catalog: {' '.join(key)}" for key in sorted(upstream - catalog)]
    extra = [f"{label}: not upstream: {' '.join(key)}" for key in sorted(catalog - upstream)]
    return missing + extra


def duplicate_rows(rows: list[dict[str, str]]) -> list[str]:
    """Two rows with one (flow, id): the catalog's key would not be a key."""
    keys = Counter((row["flow"], row["id"].lower()) for row in rows if row["id"] != "-")
    return [f"permissions.tsv: {count} rows for {flow} {identifier}"
            for (flow, identifier), count in sorted(keys.items()) if count > 1]


def consent_differences(upstream: Upstream, rows: list[dict[str, str]]) -> list[str]:
    """Consent and status of what is published. An app role always needs an administrator; "-" may say so too."""
    differences: list[str] = []
    for row in rows:
        known = upstream.published.get((row["flow"], row["id"].lower(), row["name"]))
        if known is None:
            continue
        allowed = {known.consent} | ({"-"} if row["flow"] == "application" else set())
        if row["consent"] not in allowed:
            differences.append(f"consent: {row['flow']} {row['name']}: upstream {known.consent}, "
                               f"catalog {row['consent']}")
        if row["status"] != known.status:
            differences.append(f"status: {row['flow']} {row['name']}: upstream {known.status}, "
                               f"catalog {row['status']}")
    return differences


def level_differences(upstream: Upstream, rows: list[dict[str, str]]) -> list[str]:
    return [
        f"level: {row['flow']} {row['name']}: upstream {expected}, catalog {row['level']}"
        for row in rows
        if (expected := upstream.levels.get((row["flow"], row["name"]), "-")) != row["level"]
    ]


def compare_permissions(upstream: Upstream, rows: list[dict[str, str]], result: Comparison) -> None:
    listed = [row for row in rows if row["status"] in PUBLISHED_STATUSES]
    hidden = [row for row in rows if row["status"] == "unpublished"]
    for label, flow in (("published app roles", "application"), ("published delegated permissions", "delegated")):
        result.count(label, sum(key[0] == flow for key in upstream.published),
                     sum(row["flow"] == flow for row in listed))
    result.count("disabled of these", sum(entry.status == "disabled" for entry in upstream.published.values()),
                 sum(row["status"] == "disabled" for row in listed))
    result.count("unpublished permissions", len(upstream.unpublished), len(hidden))
    upstream_keys = set(upstream.published) | upstream.unpublished
    result.count("distinct GUIDs", len({key[1] for key in upstream_keys}),
                 len({key[1] for key in permission_keys(listed + hidden)}))
    published, unpublished = permission_keys(listed), permission_keys(hidden)
    result.verdict("published (flow, id, name)", missing_and_extra("published", set(upstream.published), published))
    result.verdict("unpublished (flow, id, name)",
                   missing_and_extra("unpublished", upstream.unpublished, unpublished))
    result.verdict("one row per (flow, id)", duplicate_rows(rows))
    result.verdict("consent and status", consent_differences(upstream, listed))
    result.verdict("levels", level_differences(upstream, rows))


def grant_differences(upstream: dict[OperationKey, Grant], catalog: dict[OperationKey, Grant]) -> list[str]:
    return [
        f"marks: {method} {path} {scheme} {name}: upstream {grant.describe()}, catalog {other.describe()}"
        for (path, method, scheme, name), grant in sorted(upstream.items(), key=lambda item: item[0])
        if (other := catalog.get((path, method, scheme, name))) is not None and other != grant
    ]


def compare_operations(upstream: Upstream, catalog: Catalog, result: Comparison) -> None:
    ours, theirs = upstream.operations, catalog.operations
    result.count("operations (method and path)", len({key[:2] for key in ours}), len({key[:2] for key in theirs}))
    result.count("distinct paths", len({key[0] for key in ours}), len({key[0] for key in theirs}))
    result.count("grants (with scheme and permission)", len(ours), len(theirs))
    for scheme in SCHEMES:
        result.count(f"grants, {scheme}", sum(key[2] == scheme for key in ours),
                     sum(key[2] == scheme for key in theirs))
    result.count("least marks", sum(grant.least for grant in ours.values()),
                 sum(grant.least for grant in theirs.values()))
    result.count("grants with companions", sum(bool(grant.companions) for grant in ours.values()),
                 sum(bool(grant.companions) for grant in theirs.values()))
    result.verdict("grants, both directions", missing_and_extra("grant", set(ours), set(theirs)))
    result.verdict("least marks and companions", grant_differences(ours, theirs))
    result.verdict("operations.tsv rows readable, none twice", catalog.problems)


def print_result(result: Comparison, shown: int = 10) -> None:
    width = max(len(row[0]) for row in result.rows)
    print(f"{'':{width}}  {'upstream':>10}  {'catalog':>14}")
    for label, upstream, catalog, equal in result.rows:
        print(f"{label:{width}}  {upstream:>10}  {catalog:>14}  {'ok' if equal else 'DIFFERENT'}")
    if result.differences:
        print(f"\n{len(result.differences):,} differences, the first {min(shown, len(result.differences))}:")
        for difference in result.differences[:shown]:
            print(f"  {difference}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("graph", type=Path, metavar="GRAPH_DIR", help="folder of the upstream files")
    parser.add_argument("catalog", type=Path, metavar="CATALOG_DIR", help="the project's rules/catalog")
    arguments = parser.parse_args()
    try:
        upstream = read_upstream(arguments.graph)
        catalog = read_catalog(arguments.catalog)
    except InputError as error:
        print(f"count_catalog: {error}", file=sys.stderr)
        return 2
    except (KeyError, TypeError) as error:
        print(f"count_catalog: an upstream file lacks {error}", file=sys.stderr)
        return 2
    result = Comparison()
    compare_permissions(upstream, catalog.permissions, result)
    compare_operations(upstream, catalog, result)
    print_result(result)
    return 1 if result.differences else 0


if __name__ == "__main__":
    sys.exit(main())
