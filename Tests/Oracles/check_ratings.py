#!/usr/bin/env python3
"""Holds ratings and names against public lists of permissions, roles and applications.

usage: check_ratings.py BINARY DATA RULES

  floor   whatever CISA ScubaGear calls Critical, azure-tiering tier 0 or EntraOps ControlPlane gets a finding of
          medium or worse from a single-tenant registration that asks for it alone; what only EntraOps says, of a
          delegated permission, one of low or worse. The exceptions stand in rating-exceptions.tsv, at most 40.
  lookup  every permission id, directory role, resource and admin-center label of the lists is known by id and name.

DATA is a folder with risk/permission_risk.tsv, risk/directory_roles.tsv and intune_scopes.json; RULES is rules/catalog.
Exit status: 0 all as it should be, 1 something is not.
"""
import collections
import csv
import json
import os
import subprocess
import sys
import tempfile

ORDER = ["info", "low", "medium", "high", "critical"]
MOST_EXCEPTIONS = 40


def main():
    binary, data, rules = sys.argv[1:4]
    risks = [row for row in table(os.path.join(data, "risk/permission_risk.tsv")) if row["flow"] in ("application", "delegated")]
    faults = floor(binary, risks, table(os.path.join(rules, "rating-exceptions.tsv")))
    faults += permissions(binary, risks)
    roles = table(os.path.join(data, "risk/directory_roles.tsv"))
    faults += known(binary, "role", [(row["templateId"], row["name"]) for row in roles])
    faults += known(binary, "resource", [(row["appId"], row["name"]) for row in table(os.path.join(rules, "resources.tsv"))])
    faults += labels(binary, json.load(open(os.path.join(data, "intune_scopes.json"), encoding="utf-8")))
    for fault in faults[:60]:
        print(fault)
    print(f"ratings: {len(faults)} faults")
    sys.exit(1 if faults else 0)


def table(path):
    lines = [line for line in open(path, encoding="utf-8") if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def floor(binary, risks, exceptions):
    wanted = {}
    for row in risks:
        source, rating = row["source"], row["rating"]
        if not (rating == "Critical" or rating.startswith("tier0") or rating.startswith("ControlPlane")):
            continue
        least = "low" if source == "entraops" and row["flow"] == "delegated" else "medium"
        key = (row["resource"], row["flow"], row["id"])
        name, before = wanted.get(key, (row["name"], "low"))
        wanted[key] = (name, max(least, before, key=ORDER.index))
    applications = [application(index, key) for index, key in enumerate(wanted)]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(applications, file)
        file.flush()
        done = subprocess.run(
            [binary, "check", file.name, "--no-config", "--format", "json", "--fail-on", "never", "--now", "2026-08-24T00:00:00Z"],
            capture_output=True, text=True)
    worst = collections.defaultdict(lambda: -1)
    for finding in json.loads(done.stdout)["findings"]:
        index = int(finding["application"]["displayName"].split()[-1])
        worst[index] = max(worst[index], ORDER.index(finding["severity"]))
    excused = {(row["resource"], row["flow"], row["id"]): row for row in exceptions}
    faults = [f"{row['name']}: no reason for the exception" for row in exceptions if len(row["reason"]) < 10]
    if len(exceptions) > MOST_EXCEPTIONS:
        faults.append(f"{len(exceptions)} exceptions, at most {MOST_EXCEPTIONS}")
    for index, (key, (name, least)) in enumerate(wanted.items()):
        if worst[index] < ORDER.index(least) and key not in excused:
            got = ORDER[worst[index]] if worst[index] >= 0 else "nothing"
            faults.append(f"floor: {name} ({key[1]} of {key[0]}): {got}, not {least}")
    for key, row in excused.items():
        if key not in wanted:
            faults.append(f"{row['name']}: no list asks for this exception")
    print(f"floor: {len(wanted)} permissions, {len(excused)} exceptions")
    return faults


def application(index, key):
    resource, flow, identifier = key
    return {
        "appId": f"00000000-0000-4000-8000-{index:012x}", "displayName": f"Application {index}",
        "signInAudience": "AzureADMyOrg",
        "requiredResourceAccess": [
            {"resourceAppId": resource, "resourceAccess": [{"id": identifier, "type": "Role" if flow == "application" else "Scope"}]}
        ],
    }


def look_up(binary, words):
    """Everything that `lookup` says of many words."""
    items = []
    for start in range(0, len(words), 100):
        done = subprocess.run(
            [binary, "lookup", "--format", "json", *words[start:start + 100]], capture_output=True, text=True)
        items += json.loads(done.stdout)["items"]
    return items


def permissions(binary, risks):
    """Permissions that are not known by their id; those that no tenant publishes have a reason to be unknown."""
    answers = set()
    for item in look_up(binary, sorted({row["id"] for row in risks})):
        if item["kind"] == "permission":
            for identifier in item["ids"].values():
                answers.add((item["resourceAppId"], identifier, item["name"]))
            for other in item.get("otherIds", []):
                answers.add((item["resourceAppId"], other, item["name"]))
    listed = collections.defaultdict(set)
    for row in risks:
        listed[(row["resource"], row["id"], row["name"])].add(row["source"])
    unknown = [key for key in listed if key not in answers and (len(listed[key]) > 1 or listed[key] == {"entraops"})]
    slips = [key for key in listed if key not in answers and key not in unknown]
    print(f"lookup: {len(listed) - len(unknown) - len(slips)} of {len(listed)} permissions; {len(slips)} no tenant publishes, and one list alone has them")
    return [f"lookup: {name} ({identifier} of {resource}) is not known" for resource, identifier, name in unknown]


def known(binary, kind, pairs):
    faults = []
    for place, words in ((0, [pair[0] for pair in pairs]), (1, [pair[1] for pair in pairs])):
        names = {item["name"].lower() for item in look_up(binary, words) if item["kind"] == kind}
        ids = {item.get("id", item.get("appId")) for item in look_up(binary, words) if item["kind"] == kind}
        faults += [f"lookup: {kind} {pair[1]} is not known by its {'name' if place else 'id'}" for pair in pairs
                   if pair[0] not in ids and pair[1].lower() not in names]
    print(f"lookup: {len(pairs)} of kind {kind}")
    return faults


def labels(binary, scopes):
    faults = []
    for name, scope in scopes.items():
        items = look_up(binary, [scope["label"]])
        if [item["name"] for item in items if item["kind"] == "permission"] != [name]:
            faults.append(f"lookup: the label {scope['label']} does not give {name}")
    print(f"lookup: {len(scopes)} labels")
    return faults


if __name__ == "__main__":
    main()
