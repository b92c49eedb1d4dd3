#!/usr/bin/env python3
"""Evaluates `scopeaudit scan` on the generated code of Microsoft's documentation pages.

usage: snippets.py BINARY FOLDER [--work FOLDER] [--verbose] [--list KIND]

FOLDER holds api-reference/{v1.0,beta}/api/*.md and api-reference/{v1.0,beta}/includes/snippets/LANGUAGE/*.md, as the
public repositories of the documentation do. On a page an HTTP block comes first and says method and address; the code
that follows it in tabs makes the same call. Every such block of code becomes a file of its language, one run of
`scan` reads a language's files of one version, and each is counted as:
right (the page's method and path), several (that and others), wrong (others only), listed (unresolved), silent.

Left out: pairs whose HTTP block has no address of Microsoft Graph, and code whose own words show that it was made for
another call; both are counted. Exit status: 0 within the thresholds, 1 not, 2 the binary failed.
"""
import re
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import unquote

from scan import scan

# Language: extension and the least share of right answers, in percent.
LANGUAGES = {
    "csharp": ("cs", 97), "javascript": ("js", 97), "java": ("java", 93), "python": ("py", 95), "go": ("go", 95),
    "powershell": ("ps1", 93), "php": ("php", 0), "typescript": ("ts", 95),
}
WRONG = 2
INCLUDE = re.compile(r"\[!INCLUDE\s*\[[^\]]*\]\s*\(([^)]*?/snippets/(\w+)/([^/)]+)\.md)\)\]", re.I)
FENCE = re.compile(r"^\s*(```+|~~~+)\s*(\S*)")
REQUEST = re.compile(r"^\s*(GET|POST|PATCH|PUT|DELETE)\s+(\S.*?)(?:\s+HTTP/[\d.]+)?\s*$")
HOST = re.compile(r"^https?://graph\.microsoft\.com(?=/|$)", re.I)
KEY = "{}"


def blocks_and_includes(page: str):
    """A page's fenced blocks and its includes of code, in order."""
    fence, kind, lines = None, "", []
    for line in page.splitlines():
        mark = FENCE.match(line)
        if fence is not None:
            if mark and mark[1].startswith(fence) and not mark[2]:
                yield "block", kind, "\n".join(lines)
                fence = None
            else:
                lines.append(line)
        elif mark:
            fence, kind, lines = mark[1], mark[2].lower(), []
        else:
            for found in INCLUDE.finditer(line):
                yield "include", found[2].lower(), found[3]


def request(block: str):
    """Method and address of an HTTP block; None where it has none, a word why where the address is no good."""
    for number, line in enumerate(block.splitlines()):
        found = REQUEST.match(line)
        if not found:
            continue
        method, url = found[1], found[2].strip()
        if HOST.match(url):
            url = HOST.sub("", url)
        elif "://" in url or not url.startswith("/"):
            return "no address of Microsoft Graph"
        rest = re.sub(r"^/(v1\.0|beta)(?=/|$)", "", url, flags=re.I)
        return (method, rest) if rest.strip("/") else "no path"
    return None


def code(text: str) -> str:
    """The one fenced block of a file of code."""
    lines, inside = [], False
    for line in text.splitlines():
        if FENCE.match(line):
            if inside:
                break
            inside = True
        elif inside:
            lines.append(line)
    return "\n".join(lines) + "\n"


def split(path: str):
    """Segments without the query; parentheses and quotes hold their slashes."""
    segments, current, depth, quoted, braces = [], "", 0, False, 0
    for character in path:
        if character == "'":
            quoted = not quoted if depth else quoted
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif character in "{<":
            braces += 1
        elif character in "}>":
            braces -= 1
        if character == "?" and depth <= 0 and braces <= 0:
            break
        if character == "/" and depth <= 0 and not (quoted and depth) and braces <= 0:
            segments.append(current)
            current = ""
        else:
            current += character
    return [s for s in segments + [current] if s]


def shape(path: str):
    """A path as a list of segments: keys of their own, functions by name and parameters, drive paths as `root:`."""
    # A path within a drive: `root:/a/b:/rest`, `root:/a/b`, `items/id:/a:/rest`.
    path = unquote(path.split("?")[0] if "(" not in path.split("?")[0] or ")" in path.split("?")[0] else path)
    path = re.sub(r"(?<=[\w}>]):/[^:?]*(?::(?=/|$)|$)", ":", path)
    result = []
    for segment in split(path):
        # A bound function with its namespace or without.
        segment = re.sub(r"^(microsoft\.graph\.|graph\.)(?:[a-z]\w*\.)*(?=\w)", "", segment, flags=re.I)
        found = re.match(r"^([^(]+)\((.*)\)$", segment, re.S)
        if not found:
            result.append(segment)
        elif not found[2].strip():
            result.append(found[1])
        elif "•" in found[2] or found[2] == "{user}" and found[1].lower() not in ("users", "me"):
            # What the parameters were given is masked.
            result.append(found[1] + "(…)")
        elif re.match(r"\s*\w+\s*=", found[2]):
            names = sorted(part.split("=")[0].strip().lower() for part in re.split(r",(?=\s*\w+=)", found[2]))
            result.append(found[1] + "(" + ",".join(names) + ")")
        else:
            result += [found[1], "{" + found[2].strip("'\"") + "}"]
    return result


def small(segment: str) -> str:
    return re.sub(r"[^a-z0-9$:(),.]", "", segment.lower())


class Tree:
    """The request paths of Microsoft's SDKs: which segments of a path are names."""

    def __init__(self):
        self.children, self.words, path = {}, set(), []
        table = Path(__file__).resolve().parents[2] / "rules/catalog/sdk-paths.tsv"
        for row in table.read_text().splitlines():
            cells = row.split("\t")
            if len(cells) < 4 or not cells[0].isdigit():
                continue
            name = self.name(cells[1])
            path = path[:int(cells[0]) - 1] + [name]
            self.children.setdefault("/".join(path[:-1]), set()).add(name)
            if name != KEY:
                self.words |= {name, small(name)}

    @staticmethod
    def name(segment: str) -> str:
        return re.sub(r"^(microsoft\.)?graph\.", "", segment.split("(")[0].lower())

    def keys(self, shape):
        """For each segment whether it is a key; beyond what is known, whether it is no word of any path."""
        path, result = [], []
        for number, segment in enumerate(shape):
            name = self.name(segment)
            if number == 0 and name == "me":
                path = ["users", KEY]
                result.append(False)
                continue
            below = self.children.get("/".join(path)) if path is not None else None
            if name == "drive" and below is not None:
                path = ["drives", KEY]
                result.append(False)
            elif below is None:
                result.append(small(segment) not in self.words)
            elif name in below and name != KEY or "(" in segment:
                path.append(name)
                result.append(False)
            elif KEY in below:
                path.append(KEY)
                result.append(True)
            else:
                path = None
                result.append(small(segment) not in self.words)
        return result


def same(page, found, tree) -> bool:
    """Whether two shapes name the same call; a key of one may stand where the other has any key."""
    if len(page) != len(found):
        return False
    for wanted, got, is_key in zip(page, found, tree.keys(page)):
        if small(wanted) == small(got) and small(got):
            continue
        if wanted.lower().split("(")[0] == got.lower().split("(")[0] and "(" in wanted + got:
            # A function's aliases of parameters, `date={date}` for `date='…'`.
            continue
        # What looks personal or secret is masked in the output.
        if (got.startswith("{") or "•" in got and "(" not in got) and is_key:
            continue
        if got == "•••" and "(token" in wanted:
            continue
        if wanted.endswith(":") and got.endswith(":") and (wanted.startswith("root") == got.startswith("root")):
            continue
        return False
    return True


def of_user(path: str) -> str:
    """The signed-in user as any user, and lists' well-known keys as keys: cmdlets take them as parameters."""
    path = re.sub(r"^/me(?=/|$|\?)", "/users/{}", path, flags=re.I)
    return re.sub(r"/(sites|onPremisesPublishingProfiles)/(root|provisioning|applicationProxy)(?=/|$|\?)", r"/\1/{}", path, flags=re.I)


def literals(path: str, tree):
    """The names that a path is made of."""
    segments = shape(path)
    return [small(s.split("(")[0].split(":")[0]) for s, key in zip(segments, tree.keys(segments)) if not key]


def written(text: str):
    """Method and address that JavaScript says in so many words; None where it is not one address and one method."""
    addresses = re.findall(r"\.api\(\s*'((?:[^'\\\n]|\\.)*)'\s*\)", text)
    verbs = re.findall(r"\)\s*\.(get|post|put|patch|update|delete|del|create|getStream|putStream)\(", text)
    if len(addresses) != 1 or len(verbs) != 1:
        return None
    verb = {"update": "PATCH", "del": "DELETE", "create": "POST", "getStream": "GET", "putStream": "PUT"}
    return verb.get(verbs[0], verbs[0].upper()), addresses[0].replace("\\", "")


def belongs(text: str, path: str, tree) -> bool:
    """Whether code has the names of a path at all: nine of ten of them, among its letters and digits."""
    body = re.sub(r"[^a-z0-9]", "", text.lower())
    names = [re.sub(r"[^a-z0-9]", "", n) for n in literals(path, tree)]
    names = [n for n in names if n and n not in ("ref", "value", "count", "root")]
    missing = [n for n in names if n not in body and n.removesuffix("s") not in body]
    return len(missing) * 10 <= len(names) * 5


def pairs(root: Path, version: str):
    """Code by language and name, with the calls of the pages that show it; and what was left out, by reason."""
    wanted, left = defaultdict(list), Counter()
    for page in sorted((root / version / "api").glob("*.md")):
        last, seen = None, False
        for what, kind, text in blocks_and_includes(page.read_text(encoding="utf-8-sig", errors="replace")):
            if what == "block":
                if kind in ("http", "msgraph-interactive", "msgraph", ""):
                    found = request(text)
                    if found is not None:
                        last = found
            elif kind in LANGUAGES:
                key = (kind, text)
                if last is None:
                    left["no HTTP block before it"] += 1
                elif isinstance(last, str):
                    left[last] += 1
                elif last not in wanted[key]:
                    wanted[key].append((*last, page.name))
    return wanted, left


def path_of(url: str) -> str:
    return re.sub(r"^/(v1\.0|beta)(?=/|$)", "", re.sub(r"^https?://[^/]+", "", url), flags=re.I)


def main() -> None:
    arguments, options = [], {}
    rest = iter(sys.argv[1:])
    for argument in rest:
        if argument in ("--work", "--list"):
            options[argument] = next(rest, "")
        elif argument == "--verbose":
            options[argument] = ""
        else:
            arguments.append(argument)
    if len(arguments) != 2:
        print(__doc__)
        sys.exit(2)
    binary, root = arguments[0], Path(arguments[1])
    root = root / "api-reference" if (root / "api-reference").is_dir() else root
    work = Path(options.get("--work") or tempfile.mkdtemp())
    tree, good = Tree(), True
    shown = set(options.get("--list", "wrong,several,listed,silent").split(",")) if "--verbose" in options else set()
    for version in ("v1.0", "beta"):
        wanted, left = pairs(root, version)
        print(f"{version}: left out before the code is read: {dict(left)}")
        for language, (extension, least) in LANGUAGES.items():
            folder = work / version / language
            folder.mkdir(parents=True, exist_ok=True)
            cases, absent, foreign = {}, 0, []
            for (kind, name), calls in sorted(wanted.items()):
                if kind != language:
                    continue
                source = root / version / "includes" / "snippets" / kind / (name + ".md")
                if not source.is_file():
                    absent += 1
                    continue
                text = code(source.read_text(encoding="utf-8-sig", errors="replace"))
                fitting = [c for c in calls if language == "powershell" or belongs(text, c[1], tree)]
                # The same call in JavaScript spells its address out: what differs there was made from another page.
                sister = root / version / "includes/snippets/javascript" / (name.replace(kind, "javascript") + ".md")
                said = written(code(sister.read_text(encoding="utf-8-sig", errors="replace"))) \
                    if sister.is_file() else None
                if said:
                    said = (said[0], shape(re.sub(r"^/(v1\.0|beta)(?=/)", "", HOST.sub("", said[1]))))
                    fitting = [c for c in fitting if c[0] == said[0] and same(shape(c[1]), said[1], tree)]
                if not fitting:
                    foreign.append(f"{name}: {calls[0][0]} {calls[0][1]} ({calls[0][2]})")
                    continue
                file = re.sub(r"[^\w.-]", "-", name) + "." + extension
                (folder / file).write_text(text)
                if language == "powershell":
                    fitting = [(m, of_user(u), p) for m, u, p in fitting]
                cases[file] = fitting
            if not cases:
                continue
            report = scan(binary, folder, seconds=900)
            got, open_calls = defaultdict(set), defaultdict(list)
            for call in report["calls"]:
                got[call["file"].split("/")[-1]].add((call["method"], path_of(call["url"])))
            for item in report["unresolved"]:
                open_calls[item["file"].split("/")[-1]].append(item.get("known", "") + " " + item["reason"])
            counts = Counter()
            for file, calls in cases.items():
                hits = {g for g in got[file] if any(g[0] == c[0] and same(shape(c[1]), shape(g[1]), tree) for c in calls)}
                if hits and hits == got[file]:
                    verdict = "right"
                elif hits:
                    verdict = "several"
                elif got[file]:
                    verdict = "wrong"
                else:
                    verdict = "listed" if open_calls[file] else "silent"
                counts[verdict] += 1
                if verdict in shown:
                    print(f"  {verdict} {version}/{language}/{file}: {calls[0][0]} {calls[0][1]}\n"
                          f"      found {sorted(got[file])} {open_calls[file]}")
            total = sum(counts.values())
            share = lambda part: 100.0 * part / total
            line = ", ".join(f"{k} {counts[k]}" for k in ("several", "wrong", "listed", "silent"))
            fine = share(counts["right"]) >= least and share(counts["wrong"] + counts["several"]) <= WRONG \
                and counts["silent"] == 0
            good = good and fine
            print(f"{version} {language}: right {counts['right']}/{total} ({share(counts['right']):.1f} %), {line}; "
                  f"left out {len(foreign)} made for another call, {absent} absent{'' if fine else '  <- not good'}")
            if "foreign" in shown:
                print("\n".join("    foreign " + f for f in foreign))
    sys.exit(0 if good else 1)


main()
