#!/usr/bin/env python3
"""Writes an export of invented applications, for measuring: one JSON array, in the shape `az ad app list` prints.

It proves nothing by itself. It makes inputs of any size that look like a tenant's: about 3.3 KB an application with
the full set of properties, 3 to 15 permissions each, the common ones often and the rare ones seldom, some
applications open to other tenants, some with secrets or certificates, some with redirect URIs, some named in other
scripts. The same count, seed and catalog always give the same bytes. Permission ids are real and come from the
catalog; every other id, name and address is invented.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import random
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, TextIO

GRAPH = "00000003-0000-0000-c000-000000000000"
INTUNE = "c161e42e-d4df-4a3d-9b42-e7a3c31f59d4"
RESOURCES = {GRAPH: GRAPH, "Microsoft Graph": GRAPH, INTUNE: INTUNE, "Microsoft Intune API": INTUNE}
ACCESS_TYPE = {"application": "Role", "delegated": "Scope"}
START = datetime(2021, 1, 4, 8, 0, 0)
DOMAIN = "contoso.example"

# How often a permission is asked for, against 1 for any that is not named here.
COMMON = {
    "User.Read": 400, "openid": 120, "profile": 120, "email": 90, "offline_access": 110, "User.Read.All": 120,
    "Group.Read.All": 90, "Directory.Read.All": 90, "Mail.Send": 60, "Mail.Read": 40, "Files.Read.All": 30,
    "Sites.Read.All": 30, "Calendars.Read": 25, "Application.Read.All": 25, "AuditLog.Read.All": 20,
    "Group.ReadWrite.All": 20, "Directory.ReadWrite.All": 12, "Application.ReadWrite.All": 6,
    "RoleManagement.ReadWrite.Directory": 3,
}
INTUNE_WEIGHT = 25
AUDIENCES = {"AzureADMyOrg": 70, "AzureADMultipleOrgs": 20, "AzureADandPersonalMicrosoftAccount": 8,
             "PersonalMicrosoftAccount": 2}
NAME_STARTS = ("Payroll", "Device", "Warehouse", "Onboarding", "Helpdesk", "Inventory", "Travel", "Kiosk", "Printer",
               "Zeitpläne", "Gerätestatus", "Santé", "Größe", "Склад", "端末管理", "장치", "הזמנות", "Ação", "Ödeme", "设备")
NAME_ENDS = ("Portal", "Automation", "Connector", "Sync", "Reporting", "Agent", "API", "Dashboard", "Importer", "Bot")
TAGS = ("finance", "workplace", "pilot", "retiring", "owner:platform")
NOTES = (
    None,
    "Runs each night from the platform team's runner and writes its report to the shared library.",
    "Registered for the pilot on the shop floor. The owner asks for a review before the next rollout.",
)
SCOPE_NAMES = ("Orders.Read", "Orders.Write", "Reports.Read")
ROLE_NAMES = ("Reader", "Operator", "Approver")


@dataclass(frozen=True)
class Permission:
    """One permission an application can ask for."""

    resource: str
    flow: str
    id: str
    name: str

    @property
    def weight(self) -> int:
        intune = self.resource == INTUNE or self.name.startswith("DeviceManagement")
        return INTUNE_WEIGHT if intune else COMMON.get(self.name, 1)


class Draw:
    """All chance in one place, so that one seed decides everything."""

    def __init__(self, seed: int, permissions: list[Permission]) -> None:
        self.random = random.Random(seed)
        self.permissions = permissions
        self.weights = list(accumulate(permission.weight for permission in permissions))
        self.audiences = list(accumulate(AUDIENCES.values()))

    def happens(self, share: float) -> bool:
        return self.random.random() < share

    def guid(self) -> str:
        digits = f"{self.random.getrandbits(128):032x}"
        variant = "89ab"[int(digits[16], 16) & 3]
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"

    def moment(self, start: datetime, days: int) -> datetime:
        return start + timedelta(seconds=self.random.randrange(days * 86_400))

    def audience(self) -> str:
        return self.random.choices(list(AUDIENCES), cum_weights=self.audiences)[0]

    def asked_permissions(self) -> list[Permission]:
        """Three to fifteen different ones (all there are, in a smaller catalog)."""
        wanted = min(self.random.randint(3, 15), len(self.permissions))
        chosen: dict[Permission, None] = {}
        for _ in range(wanted * 20):
            if len(chosen) == wanted:
                break
            chosen[self.random.choices(self.permissions, cum_weights=self.weights)[0]] = None
        for permission in self.permissions:
            if len(chosen) == wanted:
                break
            chosen[permission] = None
        return list(chosen)


def read_permissions(paths: list[Path]) -> list[Permission]:
    """What Graph and the Intune API publish, in an order that does not depend on the files' order."""
    found: set[Permission] = set()
    for path in paths:
        lines = (line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#"))
        header = next(lines, "").split("\t")
        for line in lines:
            row = dict(zip(header, line.split("\t")))
            if row["resource"] in RESOURCES and row["status"] == "published" and row["id"] != "-":
                found.add(Permission(RESOURCES[row["resource"]], row["flow"], row["id"], row["name"]))
    return sorted(found, key=lambda entry: (entry.resource, entry.flow, entry.id, entry.name))


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def required_access(draw: Draw) -> list[dict[str, Any]]:
    by_resource: dict[str, list[dict[str, str]]] = {}
    for permission in draw.asked_permissions():
        entry = {"id": permission.id, "type": ACCESS_TYPE[permission.flow]}
        by_resource.setdefault(permission.resource, []).append(entry)
    return [{"resourceAccess": entries, "resourceAppId": resource} for resource, entries in by_resource.items()]


def secrets(draw: Draw, created: datetime) -> list[dict[str, Any]]:
    if not draw.happens(0.45):
        return []
    return [secret(draw, created) for _ in range(draw.random.randint(1, 3))]


def secret(draw: Draw, created: datetime) -> dict[str, Any]:
    start = draw.moment(created, 700)
    return {
        "customKeyIdentifier": None,
        "displayName": draw.random.choice(("runner", "local test", "vault", None)),
        "endDateTime": stamp(start + timedelta(days=draw.random.choice((90, 180, 365, 730, 3_650)))),
        "hint": "abc",
        "keyId": draw.guid(),
        "secretText": None,
        "startDateTime": stamp(start),
    }


def certificates(draw: Draw, created: datetime) -> list[dict[str, Any]]:
    if not draw.happens(0.2):
        return []
    start = draw.moment(created, 700)
    return [{
        "customKeyIdentifier": draw.random.randbytes(20).hex().upper(),
        "displayName": "CN=runner." + DOMAIN,
        "endDateTime": stamp(start + timedelta(days=draw.random.choice((180, 365, 1_095)))),
        "key": None,
        "keyId": draw.guid(),
        "startDateTime": stamp(start),
        "type": "AsymmetricX509Cert",
        "usage": "Verify",
    }]


def redirects(draw: Draw, host: str) -> tuple[list[str], list[str], list[str]]:
    """Redirect URIs for web, spa and public clients."""
    web = [f"https://{host}.{DOMAIN}/signin-oidc"] if draw.happens(0.5) else []
    if web and draw.happens(0.3):
        web.append(draw.random.choice((f"http://{host}.{DOMAIN}/signin-oidc", "http://localhost:5000/signin-oidc",
                                       f"https://*.{DOMAIN}/callback", f"https://{host}.azurewebsites.net/callback")))
    spa = [f"https://{host}.{DOMAIN}/"] if draw.happens(0.15) else []
    public = ["http://localhost", f"msal{draw.guid()}://auth"] if draw.happens(0.15) else []
    return web, spa, public


def exposed_scopes(draw: Draw) -> list[dict[str, Any]]:
    count = draw.random.randint(1, len(SCOPE_NAMES)) if draw.happens(0.3) else 0
    return [{
        "adminConsentDescription": f"Lets the client use {name} for the person who signed in.",
        "adminConsentDisplayName": f"Use {name}",
        "id": draw.guid(),
        "isEnabled": True,
        "type": draw.random.choice(("Admin", "User")),
        "userConsentDescription": None,
        "userConsentDisplayName": None,
        "value": name,
    } for name in SCOPE_NAMES[:count]]


def exposed_roles(draw: Draw) -> list[dict[str, Any]]:
    count = draw.random.randint(1, len(ROLE_NAMES)) if draw.happens(0.3) else 0
    return [{
        "allowedMemberTypes": ["User", "Application"] if draw.happens(0.3) else ["User"],
        "description": f"Works as {name.lower()} in this application.",
        "displayName": name,
        "id": draw.guid(),
        "isEnabled": True,
        "origin": "Application",
        "value": name,
    } for name in ROLE_NAMES[:count]]


def logo(draw: Draw) -> str | None:
    """A thumbnail's place in the directory's storage; none for most."""
    if not draw.happens(0.3):
        return None
    return f"https://logos.{DOMAIN}/{base64.urlsafe_b64encode(draw.random.randbytes(24)).decode()}/bannerlogo"


def optional_claims(draw: Draw) -> dict[str, Any] | None:
    if not draw.happens(0.25):
        return None
    claims = [{"additionalProperties": [], "essential": False, "name": name, "source": None}
              for name in ("email", "xms_cc")]
    return {"accessToken": claims, "idToken": claims[:1], "saml2Token": []}


def application(draw: Draw, number: int) -> dict[str, Any]:
    created = draw.moment(START, 1_600)
    identifier = draw.guid()
    host = f"app{number:06}"
    web, spa, public = redirects(draw, host)
    scopes = exposed_scopes(draw)
    locked = draw.happens(0.6)
    verified = draw.happens(0.2)
    return {
        "addIns": [],
        "api": {
            "acceptMappedClaims": True if draw.happens(0.02) else None,
            "knownClientApplications": [],
            "oauth2PermissionScopes": scopes,
            "preAuthorizedApplications": [],
            "requestedAccessTokenVersion": draw.random.choice((None, 1, 2)),
        },
        "appId": identifier,
        "appRoles": exposed_roles(draw),
        "applicationTemplateId": None,
        "certification": None,
        "createdDateTime": stamp(created),
        "defaultRedirectUri": None,
        "deletedDateTime": None,
        "description": None,
        "disabledByMicrosoftStatus": None,
        "displayName": f"{draw.random.choice(NAME_STARTS)} {draw.random.choice(NAME_ENDS)} {number}",
        "groupMembershipClaims": draw.random.choice((None, None, "SecurityGroup", "All")),
        "id": draw.guid(),
        "identifierUris": [f"api://{identifier}"] if scopes else [],
        "info": {
            "logoUrl": logo(draw),
            "marketingUrl": None,
            "privacyStatementUrl": f"https://{host}.{DOMAIN}/privacy" if verified else None,
            "supportUrl": None,
            "termsOfServiceUrl": f"https://{host}.{DOMAIN}/terms" if verified else None,
        },
        "isDeviceOnlyAuthSupported": None,
        "isFallbackPublicClient": draw.random.choice((None, None, False, True)),
        "keyCredentials": certificates(draw, created),
        "nativeAuthenticationApisEnabled": None,
        "notes": draw.random.choice(NOTES),
        "optionalClaims": optional_claims(draw),
        "parentalControlSettings": {"countriesBlockedForMinors": [], "legalAgeGroupRule": "Allow"},
        "passwordCredentials": secrets(draw, created),
        "publicClient": {"redirectUris": public},
        "publisherDomain": DOMAIN,
        "requestSignatureVerification": None,
        "requiredResourceAccess": required_access(draw),
        "samlMetadataUrl": None,
        "serviceManagementReference": None,
        "servicePrincipalLockConfiguration": {
            "allProperties": True,
            "credentialsWithUsageSign": True,
            "credentialsWithUsageVerify": True,
            "identifierUris": False,
            "isEnabled": True,
            "tokenEncryptionKeyId": True,
        } if locked else None,
        "signInAudience": draw.audience(),
        "spa": {"redirectUris": spa},
        "tags": draw.random.sample(TAGS, draw.random.randint(0, 2)),
        "tokenEncryptionKeyId": None,
        "uniqueName": None,
        "verifiedPublisher": {
            "addedDateTime": stamp(created) if verified else None,
            "displayName": "Contoso" if verified else None,
            "verifiedPublisherId": str(draw.random.randrange(10**6, 10**7)) if verified else None,
        },
        "web": {
            "homePageUrl": f"https://{host}.{DOMAIN}" if web else None,
            "implicitGrantSettings": {
                "enableAccessTokenIssuance": draw.happens(0.05),
                "enableIdTokenIssuance": draw.happens(0.2),
            },
            "logoutUrl": f"https://{host}.{DOMAIN}/signout" if web else None,
            "redirectUriSettings": [{"index": None, "uri": uri} for uri in web],
            "redirectUris": web,
        },
    }


def texts(draw: Draw, count: int, pretty: bool) -> Iterator[str]:
    for number in range(count):
        text = json.dumps(application(draw, number), ensure_ascii=False, indent=2 if pretty else None)
        yield "  " + text.replace("\n", "\n  ") if pretty else text


def write_array(elements: Iterator[str], pretty: bool, out: TextIO) -> None:
    """One array, written element by element, so that memory does not grow with the count."""
    line_break = "\n" if pretty else ""
    opening = "[" + line_break
    before = opening
    for element in elements:
        out.write(before + element)
        before = ",\n" if pretty else ", "
    out.write("[]\n" if before == opening else line_break + "]\n")


def whole_number(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("a count is not negative")
    return number


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=whole_number, metavar="COUNT", help="how many applications")
    parser.add_argument("--catalog", type=Path, action="append", required=True, metavar="TSV",
                        help="a permissions table of rules/catalog; may be given more than once")
    parser.add_argument("--pretty", action="store_true", help="indent by two spaces")
    parser.add_argument("--seed", type=int, default=20260824, help="another seed, other applications")
    arguments = parser.parse_args()
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        permissions = read_permissions(arguments.catalog)
    except (OSError, UnicodeDecodeError, KeyError) as error:
        print(f"generate_applications: cannot read the catalog: {error}", file=sys.stderr)
        return 2
    if not permissions:
        print("generate_applications: the catalog has no published Graph or Intune API permission", file=sys.stderr)
        return 2
    with open(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", newline="\n", buffering=1 << 20) as out:
        write_array(texts(Draw(arguments.seed, permissions), arguments.count, arguments.pretty), arguments.pretty, out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
