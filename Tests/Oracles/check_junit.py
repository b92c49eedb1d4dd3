#!/usr/bin/env python3
"""Proves that the JUnit reports of `check` read the same way everywhere, and agree with JSON.

Each INPUT is checked on its own, as json, junit and junit:ant, twice each, with the clock held still.

  bytes      two runs give the same bytes
  readers    xml.etree and junitparser read the file and count alike; junit2html renders it, where installed
  schemas    the ant profile is valid against three XSDs, for xmllint and, where installed, xmlschema
             (only with --xsd)
  shape      flat suites whose counts are what is in them; no (classname, name) twice; at most one result a case;
             no text over 64 KiB; timestamps without zone or fraction; hostname localhost
  agreement  one failure for each (application, rule) whose worst finding that is not suppressed is at or above the
             default --fail-on; one skipped case for each pair with findings, but none of those. Beyond these a
             skipped case is allowed only where JSON says that the rule could not be assessed.
             Findings that belong to no application, and JSON's errors, show in the suite of the run.

Exit status: 0 all hold, 1 something does not, 2 something this oracle needs is missing.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NOW = "2026-08-24T10:00:00Z"
FORMATS = ("json", "junit", "junit:ant")
SCHEMAS = ("windyroad-JUnit.xsd", "jenkins-junit-10.xsd", "pester-junit_schema_4.xsd")
REPORTING_STATUSES = {0, 1, 3, 4}       # 2 is a usage error: no report
SEVERITIES = ("info", "low", "medium", "high", "critical")
FAIL_ON = "high"
RUN_SUITE = "scopeaudit run"
RESULT_TAGS = ("failure", "error", "skipped")
COUNT_OF_TAG = {"failure": "failures", "error": "errors", "skipped": "skipped"}
LARGEST_TEXT = 64 * 1024
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", re.ASCII)
SECONDS = 120
RENDER = "import sys; from junit2htmlreport.runner import start; sys.exit(start())"

Finding = dict[str, Any]
PairKey = tuple[object, ...]


class ReportMissing(Exception):
    """The binary gave no report to look at."""


# Running

def run_check(binary: Path, source: str, form: str) -> bytes:
    command = [str(binary), "check", source, "--format", form, "--now", NOW]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise ReportMissing(f"{form}: no report within {SECONDS} seconds") from error
    if done.returncode not in REPORTING_STATUSES or not done.stdout:
        message = done.stderr.decode(errors="replace").strip()
        raise ReportMissing(f"{form}: exit status {done.returncode}, {len(done.stdout)} bytes: {message}")
    return done.stdout


def reports_of(binary: Path, source: str, problems: list[str]) -> dict[str, bytes]:
    reports = {}
    for form in FORMATS:
        reports[form] = run_check(binary, source, form)
        if run_check(binary, source, form) != reports[form]:
            problems.append(f"{form}: two runs differ")
    return reports


# The shape of one file

def results_of(case: ElementTree.Element) -> list[ElementTree.Element]:
    return [child for child in case if child.tag in RESULT_TAGS]


def label_of(case: ElementTree.Element) -> str:
    return f"{case.get('classname')} / {case.get('name')}"


def counts_in(cases: list[ElementTree.Element]) -> Counter[str]:
    counts = Counter(COUNT_OF_TAG[result.tag] for case in cases for result in results_of(case))
    counts["tests"] = len(cases)
    return counts


def check_counts(element: ElementTree.Element, counts: Counter[str], required: bool) -> Iterator[str]:
    for key in ("tests", "failures", "errors", "skipped"):
        stated = element.get(key)
        if (required or stated is not None) and stated != str(counts[key]):
            yield f"{element.tag} {element.get('name')!r}: {key}={stated!r}, but it holds {counts[key]}"


def check_suite(suite: ElementTree.Element) -> Iterator[str]:
    name = suite.get("name")
    yield from check_counts(suite, counts_in(suite.findall("testcase")), required=True)
    if suite.find("testsuite") is not None:
        yield f"suite {name!r} holds another suite"
    if not TIMESTAMP.fullmatch(suite.get("timestamp", "")):
        yield f"suite {name!r}: timestamp {suite.get('timestamp')!r}"
    if suite.get("hostname") != "localhost":
        yield f"suite {name!r}: hostname {suite.get('hostname')!r}"


def check_cases(cases: list[ElementTree.Element]) -> Iterator[str]:
    identities = Counter((case.get("classname"), case.get("name")) for case in cases)
    for (classname, name), count in identities.items():
        if not classname or not name:
            yield f"a case lacks its classname or name: {classname!r} / {name!r}"
        if count > 1:
            yield f"{count} cases are {classname} / {name}"
    for case in cases:
        tags = [result.tag for result in results_of(case)]
        if len(tags) > 1:
            yield f"{label_of(case)} has {len(tags)} results: {', '.join(tags)}"


def check_texts(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        for text in ("".join(element.itertext()) if element.tag in RESULT_TAGS else element.text,
                     *element.attrib.values()):
            if text and len(text.encode()) > LARGEST_TEXT:
                yield f"a {element.tag} holds {len(text.encode()):,} bytes"


def check_shape(root: ElementTree.Element) -> Iterator[str]:
    if root.tag != "testsuites":
        yield f"the root is {root.tag}, expected testsuites"
    cases = list(root.iter("testcase"))
    yield from check_counts(root, counts_in(cases), required=False)
    if not cases:
        yield "the file has no case; some readers call that a failure, others a success"
    for suite in root.iter("testsuite"):
        yield from check_suite(suite)
    yield from check_cases(cases)
    yield from check_texts(root)


# Other readers

def check_junitparser(report: bytes, root: ElementTree.Element) -> Iterator[str]:
    import junitparser

    read: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    try:
        for suite in junitparser.JUnitXml.fromstring(report):
            for key in ("tests", "failures", "errors", "skipped"):
                stated[key] += getattr(suite, key)
            for case in suite:
                read["tests"] += 1
                read.update(COUNT_OF_TAG[type(result).__name__.lower()] for result in case.result)
    except Exception as error:      # whatever a reader trips over is what this line reports
        yield f"junitparser: {type(error).__name__}: {error}"
        return
    for what, found in (("reads", read), ("adds up", stated)):
        if +found != +counts_in(list(root.iter("testcase"))):
            yield f"junitparser {what} {dict(found)}, the file holds {dict(counts_in(list(root.iter('testcase'))))}"


def check_junit2html(path: Path) -> Iterator[str]:
    page = path.with_suffix(".html")
    done = subprocess.run([sys.executable, "-c", RENDER, str(path), str(page)],
                          capture_output=True, timeout=SECONDS, check=False)
    if done.returncode != 0 or not page.exists() or page.stat().st_size == 0:
        yield f"junit2html: exit status {done.returncode}: {done.stderr.decode(errors='replace').strip()[-300:]}"


def check_schemas(path: Path, schemas: Path) -> Iterator[str]:
    for schema in SCHEMAS:
        command = ["xmllint", "--nonet", "--noout", "--schema", str(schemas / schema), str(path)]
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        if done.returncode != 0:
            message = done.stderr.decode(errors="replace").strip().split("\n")[0]
            yield f"xmllint, {schema}: exit status {done.returncode}: {message}"
        if importlib.util.find_spec("xmlschema"):
            import xmlschema

            error = next(xmlschema.XMLSchema(str(schemas / schema)).iter_errors(str(path)), None)
            if error is not None:
                yield f"xmlschema, {schema}: {error.reason} at {error.path}"


# Agreement with JSON

def identity_of(application: dict[str, Any]) -> PairKey:
    return application.get("appId"), application.get("displayName")


def place_of(located: dict[str, Any]) -> tuple[str, int, int]:
    location = located.get("location", {})
    return location.get("path", ""), location.get("line", 0), location.get("column", 0)


def places_by_identity(applications: list[dict[str, Any]]) -> dict[PairKey, list[tuple[str, int, int]]]:
    places: dict[PairKey, list[tuple[str, int, int]]] = {}
    for application in applications:
        places.setdefault(identity_of(application), []).append(place_of(application))
    return places


def application_of(finding: Finding, places: dict[PairKey, list[tuple[str, int, int]]]) -> PairKey | None:
    """Which application of the report a finding belongs to: by name and, where several share one, by place."""
    if "application" not in finding:
        return None
    identity = identity_of(finding["application"])
    if "index" in finding["application"]:
        return *identity, finding["application"]["index"]
    sharing = places.get(identity, [])
    if len(sharing) < 2:
        return identity
    place = place_of(finding)
    return *identity, max((other for other in sharing if other[0] == place[0] and other <= place), default=None)


def worst_by_pair(report: dict[str, Any]) -> tuple[dict[PairKey, int], int]:
    """The worst open severity of each (application, rule), -1 where all is suppressed; and that of the run."""
    places = places_by_identity(report["applications"])
    pairs: dict[PairKey, int] = {}
    run = -1
    for finding in report["findings"]:
        severity = -1 if finding["state"] == "suppressed" else SEVERITIES.index(finding["severity"])
        application = application_of(finding, places)
        if application is None:
            run = max(run, severity)
        else:
            key = (*application, finding["rule"])
            pairs[key] = max(pairs.get(key, -1), severity)
    return pairs, run


def rule_of(case: ElementTree.Element, rules: set[str]) -> str:
    """The rule a case is about: the first word of its name that is a rule's id; an application's name comes later."""
    words = case.get("name", "").split()
    return next((word for word in words if word in rules), words[0] if words else "")


def listed(counts: Counter[str]) -> str:
    return ", ".join(f"{rule} ×{count}" for rule, count in sorted(counts.items())) or "none"


def check_agreement(root: ElementTree.Element, report: dict[str, Any]) -> Iterator[str]:
    limit = SEVERITIES.index(FAIL_ON)
    pairs, run = worst_by_pair(report)
    # One entry a rule and reason; an application may have several reasons, and one case is skipped for all of them.
    unassessed: Counter[str] = Counter()
    for entry in report.get("notAssessable", []):
        unassessed[entry["rule"]] += entry["count"]
    rules = {str(key[-1]) for key in pairs} | set(unassessed)
    cases: dict[str, Counter[str]] = {tag: Counter() for tag in RESULT_TAGS}
    run_results: Counter[str] = Counter()
    for suite in root.iter("testsuite"):
        for case in suite.findall("testcase"):
            for result in results_of(case):
                if suite.get("name") == RUN_SUITE:
                    run_results[result.tag] += 1
                else:
                    cases[result.tag][rule_of(case, rules)] += 1
    failing = Counter(str(key[-1]) for key, worst in pairs.items() if worst >= limit)
    below = Counter(str(key[-1]) for key, worst in pairs.items() if worst < limit)
    if cases["failure"] != failing:
        yield (f"failures and JSON disagree; only in JSON: {listed(failing - cases['failure'])}; "
               f"only in JUnit: {listed(cases['failure'] - failing)}")
    if lost := below - cases["skipped"]:
        yield f"findings that should show as skipped, and do not: {listed(lost)}"
    if extra := cases["skipped"] - below - unassessed:
        yield f"skipped without a finding or a reason in JSON: {listed(extra)}"
    if (run >= limit) != (run_results["failure"] > 0):
        yield (f"the suite of the run has {run_results['failure']} failures; JSON's worst finding without an "
               f"application is {SEVERITIES[run] if run >= 0 else 'none'}")
    if report.get("errors") and not run_results["error"]:
        yield f"JSON has {len(report['errors'])} errors, the suite of the run has none"


def check_report(form: str, report: bytes, audit: dict[str, Any], folder: Path, schemas: Path | None) -> Iterator[str]:
    try:
        root = ElementTree.parse(io.BytesIO(report)).getroot()
    except ElementTree.ParseError as error:
        yield f"not well-formed: {error}"
        return
    path = folder / f"{form.replace(':', '-')}.xml"
    path.write_bytes(report)
    yield from check_shape(root)
    yield from check_junitparser(report, root)
    if importlib.util.find_spec("junit2htmlreport"):
        yield from check_junit2html(path)
    if form == "junit:ant" and schemas is not None:
        yield from check_schemas(path, schemas)
    yield from check_agreement(root, audit)


def check_input(binary: Path, source: str, schemas: Path | None) -> list[str]:
    problems: list[str] = []
    try:
        reports = reports_of(binary, source, problems)
        audit = json.loads(reports["json"])
    except (ReportMissing, ValueError) as error:
        return [*problems, str(error)]
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMATS[1:]:
            try:
                problems += [f"{form}: {problem}"
                             for problem in check_report(form, reports[form], audit, Path(folder), schemas)]
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                problems.append(f"{form}: JSON lacks what this oracle reads: {type(error).__name__} {error}")
    return problems


def missing_tools(schemas: Path | None) -> list[str]:
    missing = []
    if not importlib.util.find_spec("junitparser"):
        missing.append("the Python package junitparser is not installed")
    if schemas is not None:
        missing += [f"{schemas / schema} does not exist" for schema in SCHEMAS if not (schemas / schema).is_file()]
        if not shutil.which("xmllint"):
            missing.append("xmllint is not installed (Debian: libxml2-utils)")
    return missing


def say_what_is_left_out(schemas: Path | None) -> None:
    if schemas is None:
        print("schemas: not checked (no --xsd)")
    elif not importlib.util.find_spec("xmlschema"):
        print("xmlschema: not installed, xmllint alone validates")
    if not importlib.util.find_spec("junit2htmlreport"):
        print("junit2html: not installed, not run")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("binary", type=Path, metavar="BINARY", help="the built scopeaudit")
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="a manifest, an export or a folder of them")
    parser.add_argument("--xsd", type=Path, metavar="DIR", help="folder of the three XSDs")
    arguments = parser.parse_args()
    missing = missing_tools(arguments.xsd)
    if not arguments.binary.is_file():
        missing.append(f"{arguments.binary} does not exist")
    for line in missing:
        print(f"check_junit: {line}", file=sys.stderr)
    if missing:
        return 2
    say_what_is_left_out(arguments.xsd)
    failed = False
    for source in arguments.inputs:
        problems = check_input(arguments.binary.resolve(), source, arguments.xsd)
        failed |= bool(problems)
        print(f"{source}: {f'{len(problems)} problems' if problems else 'ok'}")
        for problem in problems:
            print(f"  {problem}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
