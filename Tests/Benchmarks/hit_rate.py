#!/usr/bin/env python3
"""How many of the catalog's own requests come back to themselves: our matching beside the rules that peers follow.

Every method and template of operations.tsv is made concrete with ids. "strict" walks a tree of segments, case and all:
the literal, else the first placeholder, never back. "lenient" first cleans template and URL: quotes away, lower case,
/(…) away, every placeholder {id}. Both are written here from the description of those rules. A request counts when
the template found is its own, placeholder spellings and letter case aside, and has the method.

Exit status: 0 measured, 2 the binary or the table cannot be used.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ID = "7d0c1a2b-0000-4000-8000-000000000001"
PLACEHOLDER = re.compile(r"\{[^}]*\}")
BATCH = 500
SECONDS = 60
Request = tuple[str, str, str]      # method, template, URL


@dataclass
class Node:
    children: dict[str, Node] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)     # method -> template


def spelled_alike(template: str) -> str:
    return PLACEHOLDER.sub("{}", template.lower())


def read_requests(table: Path) -> list[Request]:
    requests: list[Request] = []
    header: list[str] = []
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            continue
        path = cells[header.index("path")]
        for method in cells[header.index("methods")].split(","):
            requests.append((method, path, PLACEHOLDER.sub(ID, path)))
    return requests


def cleaned(path: str) -> str:
    path = re.sub(r"/\(.*?\)", "", path.replace("'", "").lower())
    return PLACEHOLDER.sub("{id}", path.replace("//", "/"))


def walk(root: Node, path: str) -> Node | None:
    node = root
    for segment in path.split("?")[0].strip("/").split("/"):
        if not segment:
            break
        child = node.children.get(segment) or next(
            (child for text, child in node.children.items() if text.startswith("{")), None)
        if child is None:
            return None
        node = child
    return node


def peer_hits(requests: list[Request], is_lenient: bool) -> int:
    clean = cleaned if is_lenient else (lambda path: path)
    root = Node()
    for method, template, _ in requests:
        node = root
        for segment in clean(template).strip("/").split("/"):
            node = node.children.setdefault(segment, Node())
        node.templates.setdefault(method, template)
    hits = 0
    for method, template, url in requests:
        node = walk(root, clean(url))
        found = node.templates.get(method) if node else None
        hits += found is not None and spelled_alike(clean(found)) == spelled_alike(clean(template))
    return hits


def our_hits(binary: Path, requests: list[Request]) -> int:
    hits = 0
    for start in range(0, len(requests), BATCH):
        part = requests[start:start + BATCH]
        done = subprocess.run([str(binary), "lookup", "--format", "json", *(f"{method} {url}" for method, _, url in part)],
                              capture_output=True, timeout=SECONDS, check=False)
        items = json.loads(done.stdout)["items"]
        if len(items) != len(part):
            raise ValueError(f"{len(items)} answers to {len(part)} requests")
        hits += sum(item["match"] == "operation" and spelled_alike(item["template"]) == spelled_alike(template)
                    for item, (_, template, _) in zip(items, part))
    return hits


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("binary", type=Path, metavar="BINARY", help="the built scopeaudit")
    parser.add_argument("--table", type=Path, default=Path(__file__).resolve().parents[2] / "rules/catalog/operations.tsv")
    arguments = parser.parse_args()
    try:
        requests = read_requests(arguments.table)
        rows = [("strict rules", peer_hits(requests, False)), ("lenient rules", peer_hits(requests, True)),
                ("scopeaudit", our_hits(arguments.binary.resolve(strict=True), requests))]
    except (OSError, ValueError, KeyError, subprocess.TimeoutExpired) as error:
        print(f"hit_rate: {error}", file=sys.stderr)
        return 2
    print(f"requests that come back to themselves, of {len(requests):,}")
    for name, hits in rows:
        print(f"  {name:14} {hits:>7,}  {100 * hits / len(requests):6.2f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
