#!/usr/bin/env python3
"""Opens HTML reports in headless Chromium and holds them to what they promise: explorer.py BINARY INPUT...

  accessible   axe-core finds nothing in any view, light and dark, with scripts and without
  quiet        no error, no refusal by the policy, no request beside the file itself
  harmless     no name runs: no dialog opens, and no element comes from a name
  fitting      nothing runs out of the page at 390, 1280 and 3840 pixels
  working      search, filter, sort, fold, the keyboard's /, and views by the address's fragment
  quick        with --budget COUNT: a report on so many invented applications opens within 3 s and has at most 30 MB

Exit status: 0 all hold, 1 something does not, 2 something this needs is missing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NOW = "2026-08-24T10:00:00Z"
VIEWS = ["applications", "findings", "who", "permissions", "owners"]
HERE = Path(__file__).resolve().parents[2]


def axe(page: Any, script: str) -> list[str]:
    page.evaluate(script)
    found = page.evaluate("axe.run(document)")
    return [f"{entry['id']}: {entry['nodes'][0]['html'][:120]}" for entry in found["violations"]]


def watch(page: Any) -> list[str]:
    """Collects what a page should never say or ask for."""
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(f"console: {message.text}") if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
    page.on("request", lambda request: trouble.append(f"request: {request.url}") if not request.url.startswith("file:") else None)

    def refuse(dialog: Any) -> None:
        trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", refuse)
    return trouble


def check_page(browser: Any, address: str, script: str) -> Iterator[str]:
    for scheme in ("light", "dark"):
        for runs in (True, False):
            context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, java_script_enabled=runs)
            page = context.new_page()
            trouble = watch(page)
            for view in VIEWS if runs else [""]:
                page.goto("about:blank")
                page.goto(f"{address}#view={view}" if view else address)
                if runs:
                    if view in {"applications", "findings"}:
                        for fold in page.query_selector_all(".fold")[:3]:
                            fold.click()
                    for violation in axe(page, script):
                        yield f"{scheme}, {view}: {violation}"
                elif not page.is_visible("#plain"):
                    yield "without scripts the tables are not there"
            yield from (f"{scheme}: {entry}" for entry in trouble)
            context.close()
    # The page without scripts is judged with the explorer's own script kept from running.
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    text = Path(address.removeprefix("file://")).read_text()
    plain = Path(address.removeprefix("file://")).with_suffix(".plain.html")
    plain.write_text(text[: text.rindex("<script>")] + "</body></html>")
    page.goto(f"file://{plain}")
    for violation in axe(page, script):
        yield f"without scripts: {violation}"
    context.close()
    for width in (390, 1280, 3840):
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        for view in VIEWS:
            page.goto("about:blank")
            page.goto(f"{address}#view={view}")
            for fold in page.query_selector_all(".fold")[:3]:
                fold.click()
            reached = page.evaluate("document.documentElement.scrollWidth")
            if reached > width:
                yield f"{view} at {width} px is {reached} px wide"
            cut = page.evaluate(
                "[...document.querySelectorAll('.under .finding p')].filter(p => p.getBoundingClientRect().width > innerWidth).length")
            if cut:
                yield f"{view} at {width} px: {cut} paragraphs are wider than the window"
        context.close()


def check_use(browser: Any, address: str) -> Iterator[str]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    rows = "#result tbody tr:not(.under)"
    every = page.locator(rows).count()
    if page.locator("#plain").count():
        yield "the tables that need no script are still there"
    page.keyboard.press("/")
    if page.evaluate("document.activeElement.id") != "by-q":
        yield "/ does not reach the search"
    page.keyboard.type("no application is called like this")
    page.wait_for_timeout(400)
    if page.locator(rows).count() or "q=" not in page.url:
        yield "the search finds what is not there, or leaves the address as it was"
    page.keyboard.press("Escape")
    page.wait_for_timeout(100)
    if page.locator(rows).count() != every:
        yield "Escape does not clear the search"
    page.select_option("#by-severity", "critical")
    critical = page.locator(rows).count()
    if not 0 < critical <= every or "severity=critical" not in page.url:
        yield f"{critical} of {every} entries with critical findings"
    view = page.url
    page.go_back()
    page.wait_for_timeout(100)
    if page.locator(rows).count() != every:
        yield "going back does not undo the filter"
    page.goto("about:blank")
    page.goto(view)
    if page.locator(rows).count() != critical:
        yield "the address does not bring the view back"
    page.locator(".fold").first.click()
    finding = page.locator(".under .finding").first
    if not finding.is_visible() or "suppress " not in (finding.text_content() or ""):
        yield "an opened entry does not show its findings with the command that accepts them"
    anchor = finding.get_attribute("id")
    page.goto("about:blank")
    page.goto(f"{address}#{anchor}")
    if not page.locator(f"[id='{anchor}']").is_visible():
        yield "a finding's anchor does not lead to it"
    page.goto("about:blank")
    page.goto(f"{address}#view=who")
    if not page.locator(".matrix .power").count():
        yield "nobody can touch anything"
    page.locator(".matrix tbody .power").first.click()
    page.wait_for_timeout(100)
    if not page.locator(".under .card").first.is_visible():
        yield "the matrix does not lead to its evidence"
    page.goto("about:blank")
    page.goto(f"{address}#view=permissions&sort=name.up")
    names = page.locator("#result tbody th").all_text_contents()
    if names != sorted(names, key=str.lower):
        yield "permissions are not sorted by name"
    context.close()


def check_budget(browser: Any, binary: str, count: int, folder: Path) -> Iterator[str]:
    applications = subprocess.run(
        [sys.executable, str(HERE / "Tests/Benchmarks/generate_applications.py"), str(count), "--catalog", str(HERE / "rules/catalog/permissions.tsv")],
        capture_output=True, check=True).stdout
    source = folder / "many.json"
    source.write_bytes(applications)
    report = folder / "many.html"
    subprocess.run([binary, "check", str(source), "--output", f"html={report}", "--format", "csv", "--now", NOW], stdout=subprocess.DEVNULL, check=False)
    size = report.stat().st_size / 1e6
    page = browser.new_page()
    began = time.monotonic()
    page.goto(f"file://{report}", timeout=120_000)
    page.wait_for_selector("#result tbody tr", timeout=120_000)
    opened = time.monotonic() - began
    searched = page.evaluate("""async () => {
      const start = performance.now(); const field = document.getElementById('by-q');
      field.value = 'mail'; field.dispatchEvent(new Event('input'));
      await new Promise(done => setTimeout(done, 160)); return performance.now() - start - 150; }""")
    print(f"{count} applications: {size:.1f} MB, open in {opened:.2f} s, searched in {searched / 1000:.2f} s")
    if size > 30 or opened > 3:
        yield f"{count} applications: {size:.1f} MB in {opened:.2f} s"
    page.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("inputs", nargs="*")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--budget", type=int, action="append", default=[])
    arguments = parser.parse_args()
    try:
        import axe_core_python
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        print(f"explorer: {error}; pip install playwright axe-core-python", file=sys.stderr)
        return 2
    if not Path(arguments.chromium).exists():
        print(f"explorer: no {arguments.chromium}; apt-get install chromium", file=sys.stderr)
        return 2
    script = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        browser = driver.chromium.launch(executable_path=arguments.chromium, args=["--no-sandbox"])
        for index, source in enumerate(arguments.inputs):
            report = folder / f"{index}.html"
            done = subprocess.run([arguments.binary, "check", source, "--format", "html", "--now", NOW], capture_output=True, check=False)
            report.write_bytes(done.stdout)
            own = list(check_page(browser, f"file://{report}", script))
            found = subprocess.run([arguments.binary, "check", source, "--format", "json", "--now", NOW], capture_output=True, check=False)
            if any(finding["severity"] == "critical" for finding in json.loads(found.stdout)["findings"]):
                own += check_use(browser, f"file://{report}")
            print(f"{source}: {len(own)} faults")
            faults += [f"{source}: {fault}" for fault in own]
        for count in arguments.budget:
            faults += check_budget(browser, arguments.binary, count, folder)
        browser.close()
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
