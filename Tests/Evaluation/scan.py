#!/usr/bin/env python3
"""Evaluates `scopeaudit scan`: calls with their lines, wrong ones, traps, and what is missed in silence.

usage: scan.py BINARY EXPECTED.jsonl FILES [--verbose]

EXPECTED is either a folder's expected.jsonl, whose cases lie below FILES/<case>, or a list of public files by
repository, path and commit, which lie below FILES/<owner>+<name>/<path>; `--fetch MIRROR` first writes them there from
git directories MIRROR/<owner>+<name>/repo. Thresholds: calls 95 %, wrong 2 %, traps 0, silent 0.
Exit status: 0 within the thresholds, 1 not, 2 the binary failed.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

HOSTS = re.compile(r"^https?://(?:[^/]*graph\.microsoft\.[a-z]+|dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn)", re.I)


def normal(url: str) -> str:
    """One spelling: no query, no host, keys as segments, every key alike."""
    url = HOSTS.sub("", url).split("?")[0].lower().rstrip("/")
    url = re.sub(r"\('?([^'()=]*)'?\)", lambda m: "/{}" if m.group(1) else "()", url)
    url = re.sub(r"\{[^{}/]*\}", "{}", url)
    return url.replace("microsoft.graph.", "graph.")


def fetch(rows, target: Path, mirror: Path) -> None:
    for row in rows:
        path = target / row["repo"].replace("/", "+") / row["path"]
        if path.exists():
            continue
        git = mirror / row["repo"].replace("/", "+") / "repo"
        for revision in (row["commit"], "HEAD"):
            done = subprocess.run(["git", "-C", str(git), "show", f"{revision}:{row['path']}"], capture_output=True)
            if done.returncode == 0:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(done.stdout)
                break
        else:
            print(f"cannot be read: {row['repo']} {row['path']}")


def scan(binary: str, path: Path, seconds: int = 120) -> dict:
    """What `scan` finds below a path; ends the evaluation with 2 where it fails."""
    done = subprocess.run([binary, "scan", str(path), "--format", "json"], capture_output=True, text=True, timeout=seconds)
    if done.returncode not in (0, 3, 4) or not done.stdout:
        print(f"{path}: exit {done.returncode}: {done.stderr[:400]}")
        sys.exit(2)
    return json.loads(done.stdout)


def main() -> None:
    arguments = [a for a in sys.argv[1:] if a != "--verbose"]
    verbose = "--verbose" in sys.argv
    mirror = None
    if "--fetch" in arguments:
        index = arguments.index("--fetch")
        mirror = Path(arguments[index + 1])
        del arguments[index:index + 2]
    if len(arguments) != 3:
        print(__doc__)
        sys.exit(2)
    binary, expected, files = arguments[0], Path(arguments[1]), Path(arguments[2])
    rows = [json.loads(line) for line in expected.read_text().splitlines() if line.strip()]
    if mirror:
        fetch(rows, files, mirror)
    total = right = line_right = wrong = reported = traps = silent = listed = 0
    for row in rows:
        if "case" in row:
            name, folder = row["case"], files / row["case"]
            target = folder if row.get("args") == "." or len(row["files"]) > 1 else folder / row["files"][0]
            calls, may = row["calls"], row.get("may", [])
            trapped = {(path, line) for path, line in row.get("traps", [])}
            must = {(path, line) for path, line in row.get("unresolved", [])}
        else:
            name = row["path"]
            target = files / row["repo"].replace("/", "+") / row["path"]
            calls, may, must = row["calls"], [], set()
            trapped = {(None, line) for line in row.get("notCalls", [])}
        report = scan(binary, target)

        def place(item):
            return (None if "case" not in row else item["file"].split("/" + row["case"] + "/")[-1], item["line"])

        got = [(place(c), c["method"], normal(c["url"]), {place(v) for v in c.get("via", [])}) for c in report["calls"]]
        open_lines = {place(u) for u in report["unresolved"]}
        used = set()
        for call in calls:
            total += 1
            where = call.get("path") if "case" in row else None
            lines = {call["line"], *call.get("lines", [])}
            urls = {normal(u) for u in [call["url"], *call.get("or", [])]}
            fits = [i for i, g in enumerate(got) if g[1] == call["method"] and g[2] in urls and i not in used]
            exact = [i for i in fits if got[i][0][0] == where and (got[i][0][1] in lines or (where, call["line"]) in got[i][3])]
            near = [i for i in fits if got[i][0][0] == where]
            if exact or near:
                right += 1
                line_right += bool(exact)
                index = (exact or near)[0]
                used.add(index)
                if not exact and verbose:
                    print(f"{name}: line {call['line']} expected, {got[index][0][1]} found: {call['method']} {call['url']}")
            elif {(where, line) for line in lines} & open_lines:
                listed += 1
                if verbose:
                    print(f"{name}:{call['line']}: listed as unresolved: {call['method']} {call['url']}")
            else:
                silent += 1
                print(f"{name}:{call['line']}: silent miss: {call['method']} {call['url']}")
        allowed = {(m["method"], normal(m["url"])) for m in may} | {
            (c["method"], normal(u)) for c in calls for u in [c["url"], *c.get("or", [])]}
        for index, (where, method, url, _) in enumerate(got):
            reported += 1
            if where in trapped:
                traps += 1
                print(f"{name}:{where[1]}: trap: {method} {url}")
            if index in used:
                continue
            if (method, url) not in allowed:
                wrong += 1
                print(f"{name}:{where[1]}: wrong: {method} {url}")
        for where in must - open_lines:
            silent += 1
            print(f"{name}:{where[1]}: not listed as unresolved")
        if verbose:
            for item in report["unresolved"]:
                if place(item) not in must and not any(c["line"] == item["line"] for c in calls):
                    print(f"{name}:{item['line']}: also unresolved: {item['reason']} {item.get('known', '')}")
    share = lambda part, whole: 100.0 * part / whole if whole else 100.0
    print(f"calls {right}/{total} ({share(right, total):.1f} %), exact line {line_right} ({share(line_right, total):.1f} %), "
          f"listed as unresolved {listed}, wrong {wrong} of {reported} ({share(wrong, reported):.1f} %), traps {traps}, silent {silent}")
    good = share(right, total) >= 95 and share(wrong, reported) <= 2 and traps == 0 and silent == 0
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
