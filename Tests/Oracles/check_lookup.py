#!/usr/bin/env python3
"""Proves that `lookup` answers as the Intune article states, from both ends, and knows each Intune id.

  scopes   each of the article's scopes by name: its label, what it reads and changes, its remote actions, word for
           word and in the article's order
  entities each entity named there, the other way round: of the article's scopes, exactly those that the article
           lets read it stand in "read", and exactly those that change it in "change"
  actions  each remote action, likewise: exactly the scopes that allow it stand in "change"
  ids      the DeviceManagement* permissions of Microsoft Graph in both flows, and the permissions of the Intune
           API: each GUID gives its name, with that GUID under the right flow

Exit status: 0 all as stated, 1 something differs, 2 the binary or the JSON file cannot be used.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

REMOTE_ACTIONS = "Remote actions"
SECONDS = 20

Item = dict[str, Any]
Lookup = Callable[[str], list[Item]]
Scopes = dict[str, dict[str, Any]]

# name, delegated id, application id ("-" where the flow has none)
GRAPH_IDS = """
DeviceManagementApps.Read.All 4edf5f54-4666-44af-9de9-0144fb4b6e8c 7a6ee1e7-141e-4cec-ae74-d9db155731ff
DeviceManagementApps.ReadWrite.All 7b3f05d5-f68c-4b8d-8c59-a2ecd12f24af 78145de6-330d-4800-a6ce-494ff2d33d07
DeviceManagementCloudCA.Read.All ac5c8443-d999-471f-9247-ce92cf5c5560 315b6e8c-d92a-4691-919d-00ce76d1344a
DeviceManagementCloudCA.ReadWrite.All 93028c58-65aa-48db-a706-1fe4ada325ec f15eb2ba-ef8a-4f70-991d-da5d045154e2
DeviceManagementConfiguration.Read.All f1493658-876a-4c87-8fa7-edb559b3476a dc377aa6-52d8-4e23-b271-2a7ae04cedf3
DeviceManagementConfiguration.ReadWrite.All 0883f392-0a7a-443d-8c76-16a6d39c7b63 9241abd9-d0e6-425a-bd4f-47ba86e767a4
DeviceManagementDeploymentPlans.Read.All 700bfe0b-b3bd-4fa4-bec2-6849edd7fb7b c5825671-0390-4bf2-b99b-80496fd4b673
DeviceManagementDeploymentPlans.ReadWrite.All 9d95843d-67b9-48b2-8e20-e42372db8549 68356fd1-028d-4ce3-b724-241dec11127a
DeviceManagementManagedDevices.PrivilegedOperations.All 3404d2bf-2b13-457e-a330-c24615765193 5b07b0dd-2377-4e44-a38d-703f09a0dc3c
DeviceManagementManagedDevices.Read.All 314874da-47d6-4978-88dc-cf0d37f0bb82 2f51be20-0bb4-4fed-bf7b-db946066c75e
DeviceManagementManagedDevices.ReadWrite.All 44642bfe-8385-4adc-8fc6-fe3cb2c375c3 243333ab-4d21-40cb-a475-36241daa0842
DeviceManagementRBAC.Read.All 49f0cc30-024c-4dfd-ab3e-82e137ee5431 58ca0d9a-1575-47e1-a3cb-007ef2e4583b
DeviceManagementRBAC.ReadWrite.All 0c5e8a55-87a6-4556-93ab-adc52c4d862d e330c4f0-4170-414e-a55a-2f022ec2b57b
DeviceManagementScripts.Read.All d32381d8-ee89-4220-9c83-b672aa68d404 c7a5be92-2b3d-4540-8a67-c96dcaae8b43
DeviceManagementScripts.ReadWrite.All 8b9d79d0-ad75-4566-8619-f7500ecfcebe 9255e99d-faf5-445e-bbf7-cb71482737c4
DeviceManagementServiceConfig.Read.All 8696daa5-bce5-4b2e-83f9-51b6defc4e1e 06a5fe6d-c49d-46a7-b082-56b1b14103c7
DeviceManagementServiceConfig.ReadWrite.All 662ed50a-ac44-4eef-ad86-62eed9be2a29 5ac13192-7ace-4fcf-b828-1a26f28068ee
"""
INTUNE_API_IDS = """
get_data_warehouse d603c21a-d512-4b5a-b552-c233ebbeaf2e 3d9dc976-32fb-45a8-90bd-c9f8a850d098
get_device_compliance - 7ec88bad-30c7-4928-a005-4455362cfd98
manage_partner_compliance_policy - 3857e233-c379-404e-85e9-bdbf3a62b28f
pfx_cert_provider - 907d16c7-7591-49a4-b523-6fd42e5f2c7e
scep_challenge_provider - 39d724e8-6a34-4930-9a36-364082c35716
send_data_usage - 7828b294-fdcc-4ed6-a45a-854364afb21d
update_device_attributes - 7b3c62c0-bbe4-4ceb-971b-ecc50a191b3e
update_device_health - a5438881-186a-48f0-bc41-a93ae8a195fe
"""


class LookupFailed(Exception):
    """The binary answered with something other than items."""


def lookup_with(binary: Path) -> Lookup:
    """`BINARY lookup WHAT --format json` as a function that asks each thing once."""
    known: dict[str, list[Item]] = {}

    def ask(what: str) -> list[Item]:
        if what not in known:
            known[what] = run_lookup(binary, what)
        return known[what]

    return ask


def run_lookup(binary: Path, what: str) -> list[Item]:
    command = [str(binary), "lookup", what, "--format", "json"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise LookupFailed(f"no answer within {SECONDS} seconds") from error
    if done.returncode != 0:
        message = done.stderr.decode(errors="replace").strip()
        raise LookupFailed(f"exit status {done.returncode}: {message}")
    try:
        items = json.loads(done.stdout)["items"]
    except (ValueError, KeyError, TypeError) as error:
        raise LookupFailed(f"the output is not JSON with items: {error!r}") from error
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise LookupFailed("items is not an array of objects")
    return items


def difference(what: str, expected: object, found: object) -> Iterator[str]:
    if expected != found:
        yield f"{what}: expected {json.dumps(expected)}, found {json.dumps(found)}"


# The article, by scope and by entity

def check_scope(ask: Lookup, name: str, stated: dict[str, Any]) -> Iterator[str]:
    items = [item for item in ask(name) if item.get("kind") == "permission" and item.get("name") == name]
    if len(items) != 1:
        yield f"{name}: expected one permission of that name, found {len(items)}"
        return
    for key, expected in (("label", stated["label"]), ("read", stated["read"]), ("change", stated["change"]),
                          ("remoteActions", stated["actions"])):
        yield from difference(f"{name}: {key}", expected, items[0].get(key))


def names_in(items: Iterable[Item], key: str, scopes: Scopes) -> list[str]:
    """The article's scopes in that array of the items; later scopes may stand beside them."""
    return sorted({name for item in items for name in item.get(key, []) if name in scopes})


def scopes_with(scopes: Scopes, key: str, value: str) -> list[str]:
    return sorted(name for name, stated in scopes.items() if value in stated[key])


def entity_items(ask: Lookup, what: str, entity: str, action: str | None) -> list[Item]:
    return [item for item in ask(what)
            if item.get("kind") == "entity"
            and item.get("entity", item.get("name")) == entity
            and item.get("action") == action]


def check_entity(ask: Lookup, entity: str, scopes: Scopes) -> Iterator[str]:
    items = entity_items(ask, entity, entity, None)
    if not items:
        yield f"{entity}: no item of kind entity"
        return
    yield from difference(f"{entity}: read", scopes_with(scopes, "read", entity), names_in(items, "read", scopes))
    if entity != REMOTE_ACTIONS:    # what changes there is each action, checked below
        yield from difference(f"{entity}: change", scopes_with(scopes, "change", entity),
                              names_in(items, "change", scopes))


def check_action(ask: Lookup, action: str, scopes: Scopes) -> Iterator[str]:
    items = entity_items(ask, action, REMOTE_ACTIONS, action)
    if not items:
        yield f"{action}: no item of kind entity with entity {REMOTE_ACTIONS!r} and that action"
        return
    yield from difference(f"{action}: change", scopes_with(scopes, "actions", action),
                          names_in(items, "change", scopes))


# Ids

def permissions_of(table: str) -> Iterator[tuple[str, str, str]]:
    """Each (name, flow, id) of a table above."""
    for line in table.split("\n"):
        if line:
            name, delegated, application = line.split(" ")
            for flow, identifier in (("delegated", delegated), ("application", application)):
                if identifier != "-":
                    yield name, flow, identifier


def check_id(ask: Lookup, name: str, flow: str, identifier: str) -> Iterator[str]:
    items = [item for item in ask(identifier) if item.get("kind") == "permission" and item.get("name") == name]
    if not items:
        yield f"{identifier}: expected {name}, found {json.dumps([item.get('name') for item in ask(identifier)])}"
    elif not any(item.get("ids", {}).get(flow) == identifier for item in items):
        yield f"{identifier}: {name} lacks it under ids.{flow}: {json.dumps([item.get('ids') for item in items])}"


def check_ids(ask: Lookup) -> tuple[int, list[str]]:
    """Every id of both tables; how many there are, and what differs."""
    permissions = [*permissions_of(GRAPH_IDS), *permissions_of(INTUNE_API_IDS)]
    return run_checks(((identifier, lambda entry=(name, flow, identifier): check_id(ask, *entry))
                       for name, flow, identifier in permissions))


def run_checks(checks: Iterable[tuple[str, Callable[[], Iterator[str]]]]) -> tuple[int, list[str]]:
    count, differences = 0, []
    for what, check in checks:
        count += 1
        try:
            differences += check()
        except LookupFailed as error:
            differences.append(f"{what}: {error}")
        except (AttributeError, TypeError) as error:
            differences.append(f"{what}: a field has an unexpected type: {error}")
    return count, differences


def ordered(scopes: Scopes, *keys: str) -> list[str]:
    return list(dict.fromkeys(value for stated in scopes.values() for key in keys for value in stated[key]))


def read_scopes(path: Path) -> Scopes:
    scopes = json.loads(path.read_text(encoding="utf-8"))
    for name, stated in scopes.items():
        if {"label", "read", "change", "actions"} - set(stated):
            raise ValueError(f"{path}: {name} lacks one of label, read, change, actions")
    return scopes


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("binary", type=Path, metavar="BINARY", help="the built scopeaudit")
    parser.add_argument("scopes", type=Path, metavar="INTUNE_SCOPES_JSON", help="the article's tables as data")
    arguments = parser.parse_args()
    try:
        scopes = read_scopes(arguments.scopes)
        ask = lookup_with(arguments.binary.resolve(strict=True))
        results = {
            "scopes": run_checks((name, lambda name=name: check_scope(ask, name, scopes[name])) for name in scopes),
            "entities": run_checks((entity, lambda entity=entity: check_entity(ask, entity, scopes))
                                   for entity in ordered(scopes, "read", "change")),
            "remote actions": run_checks((action, lambda action=action: check_action(ask, action, scopes))
                                         for action in ordered(scopes, "actions")),
            "ids": check_ids(ask),
        }
    except (OSError, ValueError) as error:
        print(f"check_lookup: {error}", file=sys.stderr)
        return 2
    for label, (count, differences) in results.items():
        print(f"{label:14}  {count:3} checked  {f'{len(differences)} differ' if differences else 'ok'}")
    differences = [line for _, lines in results.values() for line in lines]
    for line in differences:
        print(f"  {line}")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
