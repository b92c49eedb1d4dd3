#!/usr/bin/env python3
"""Tokens that were refused, or that hold only a part: diagnose must not say that they suffice, nor minimize be content.

Usage: refused.py BINARY CASES.jsonl
Where a case says so, "permitted" may be said with confidence possible, because no service said no.
Exit status: 0 all right, 1 some are not, 2 the binary or the cases are missing.
"""

from __future__ import annotations

import sys

from strong import Case, diagnose, evaluate, minimize, refusal


def faults(binary: str, case: Case) -> list[str]:
    told: list[str] = []
    error = refusal(case) if "body" in case else None
    diagnosis = diagnose(binary, case, case["held"], error)
    allowed = case.get("atMost") == "possible" and diagnosis["confidence"] == "possible"
    if diagnosis["verdict"] == "permitted" and not allowed:
        told.append(f"diagnose: permitted, {diagnosis['confidence']}")
    if error and any("Do not add permissions" in step for step in diagnosis["steps"]):
        told.append("diagnose: says not to add permissions")
    advice = minimize(binary, case, "--held", ",".join(case["held"]))
    if not advice["missing"] and not advice["unmatched"]:
        told.append("minimize: misses nothing")
    return told


if __name__ == "__main__":
    sys.exit(evaluate(faults, "what does not suffice"))
