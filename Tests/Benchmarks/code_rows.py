"""Rows of the bench about source code: a scan for calls, and registrations that source declares.

The yardsticks do far less: Python's own parser, written in C, which only makes a tree of each file, and wc, which only
counts words.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from generate_code import ORDINARY, write
from measuring import AUDIT_STATUSES, Program, Row, peak_row, python_program, ratio_row, run_in_turn, run_once

PARSE = """
import ast, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.py")):
    ast.parse(path.read_bytes())
"""
SCANNED = frozenset({0, 3})     # calls, or none
BLOCK = """resource "azuread_application" "app{0}" {{
  display_name     = "Application {0}"
  sign_in_audience = "AzureADMyOrg"
  required_resource_access {{
    resource_app_id = "00000003-0000-0000-c000-000000000000"
    resource_access {{
      id   = "df021288-bdef-4463-88db-98f22de89214" # User.Read.All
      type = "Role"
    }}
  }}
}}
"""
SCRIPT = """$access = @{{
  ResourceAppId  = "00000003-0000-0000-c000-000000000000"
  ResourceAccess = @(@{{ Id = "df021288-bdef-4463-88db-98f22de89214"; Type = "Role" }}) # User.Read.All
}}
New-MgApplication -DisplayName "Application {0}" -SignInAudience AzureADMyOrg -RequiredResourceAccess $access
"""
OTHER = """resource "azurerm_storage_account" "store{0}" {{
  name                     = "${{var.prefix}}store{0}"
  resource_group_name      = azurerm_resource_group.main.name
  account_replication_type = var.replication == "" ? "LRS" : var.replication
  tags                     = merge(local.tags, {{ environment = "staging", index = {0} }})
  network_rules {{
    default_action = "Deny"
    ip_rules       = ["100.0.0.1", "100.0.0.2"]
  }}
}}
"""


def scan(binary: Path, folder: Path) -> Program:
    return Program((str(binary), "scan", str(folder), "--format", "json"), SCANNED)


def scan_rows(binary: Path, folder: Path, rounds: int) -> list[Row]:
    rows = []
    for language in sorted(ORDINARY):
        project = folder / f"code-{language}"
        size = write(project, 2_000, language)
        programs = {"ours": scan(binary, project)}
        if language == "py" and (parse := python_program("ast", PARSE, project)):
            programs["ast.parse"] = parse
        samples = run_in_turn(programs, rounds)
        rate = size / samples["ours"].seconds / 1e6
        rows.append(Row(f"scan, .{language}", f"{size / 1e6:.1f} MB", "-", f"{rate:.0f} MB/s", "≥ 50 MB/s", rate >= 50))
        if language == "py":
            rows.append(ratio_row("scan, .py", samples["ours"], "Python's ast.parse", samples.get("ast.parse"), 0.2))
        shutil.rmtree(project)
    return rows


def scan_memory_row(binary: Path, folder: Path, files: int) -> Row:
    project = folder / "code-large"
    write(project, files)
    row = peak_row(f"scan of {files:,} files, peak memory", run_once(scan(binary, project)), 300)
    shutil.rmtree(project)
    return row


def check(binary: Path, path: Path) -> Program:
    return Program((str(binary), "check", str(path), "--no-config", "--format", "json"), AUDIT_STATUSES)


def declared_rows(binary: Path, folder: Path, rounds: int) -> list[Row]:
    """Registrations between what a team writes beside them: in one file of Terraform, in a folder of scripts."""
    path = folder / "main.tf"
    path.write_text("".join(map(BLOCK.format, range(20))) + "".join(map(OTHER.format, range(40_000))))
    programs = {"ours": check(binary, path)}
    if wc := shutil.which("wc"):
        programs["wc"] = Program((wc, "-w", str(path)))
    samples = run_in_turn(programs, rounds)
    rows = [declared_row("Terraform", path.stat().st_size, samples["ours"].seconds),
            ratio_row("check, Terraform", samples["ours"], "wc -w", samples.get("wc"), 8)]
    path.unlink()
    project = folder / "scripts"
    size = write(project, 10_000, "ps1")
    for number in range(20):
        (project / f"register{number}.ps1").write_text(SCRIPT.format(number))
    seconds = run_in_turn({"ours": check(binary, project)}, rounds)["ours"].seconds
    shutil.rmtree(project)
    return [*rows, declared_row("PowerShell", size, seconds)]


def declared_row(language: str, size: int, seconds: float) -> Row:
    rate = size / seconds / 1e6
    return Row(f"check, {language}", f"{seconds:.2f} s", "-", f"{rate:.0f} MB/s", "≥ 50 MB/s", rate >= 50)
