#!/usr/bin/env python3
"""Writes an activity log of invented calls, for measuring: storage records of MicrosoftGraphActivityLogs, one a line.

Forty applications, or as many as are asked for, call twenty operations of the catalog each, some for signed-in users; a
few calls are refused and a few records stand twice. The same counts always give the same bytes.

Usage: generate_activity.py RECORDS OPERATIONS.tsv [APPLICATIONS]
"""

import random
import re
import sys

ROLES = ["User.Read.All", "Group.Read.All", "Device.Read.All", "Mail.Read", "Directory.Read.All", "AuditLog.Read.All"]
LINE = (
    '{"time":"%(time)s","resourceId":"/TENANTS/%(tenant)s/PROVIDERS/MICROSOFT.AADIAM","operationName":"Microsoft Graph Activity",'
    '"operationVersion":"beta","category":"MicrosoftGraphActivityLogs","resultSignature":"%(status)d","durationMs":"497815",'
    '"callerIpAddress":"203.0.113.9","correlationId":"%(other)s","level":"Informational","location":"West Europe",'
    '"tenantId":"%(tenant)s","properties":{"timeGenerated":"%(time)s","location":"West Europe","requestId":"%(request)s",'
    '"operationId":"%(other)s","clientRequestId":"%(other)s","apiVersion":"beta","requestMethod":"%(method)s",'
    '"responseStatusCode":%(status)d,"tenantId":"%(tenant)s","durationMs":497815,"responseSizeBytes":3344,'
    '"signInActivityId":"%(other)s","roles":"%(roles)s","appId":"%(app)s","userId":"%(user)s",'
    '"servicePrincipalId":"%(principal)s","scopes":"%(scopes)s","identityProvider":"https://sts.windows.net/%(tenant)s/",'
    '"clientAuthMethod":"2","wids":"0997a1d0-0d1d-4acb-b408-d5ca73121e90","C_Idtyp":"%(kind)s","isReplay":false,'
    '"ipAddress":"203.0.113.9","userAgent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 PowerShell/7.4",'
    '"requestUri":"%(url)s","tokenIssuedAt":"%(time)s","atContent":"","policyEvaluated":"%(policy)s"}}\r\n')


def identifier() -> str:
    digits = "%032x" % random.getrandbits(128)
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"


def main() -> None:
    random.seed(1)
    with open(sys.argv[2], encoding="utf-8") as file:
        rows = [line.split("\t") for line in file if not line.startswith("#")][1:]
    operations = [(method, row[1]) for row in rows for method in row[0].split(",") if "(" not in row[1] and ":" not in row[1]]
    tenant = identifier()
    apps = [identifier() for _ in range(int(sys.argv[3]) if len(sys.argv) > 3 else 40)]
    used = {app: random.sample(operations, 20) for app in apps}
    grants = {app: " ".join(random.sample(ROLES, 4)) for app in apps}
    for number in range(int(sys.argv[1])):
        app = random.choice(apps)
        method, path = random.choice(used[app])
        isUser = number % 3 == 0
        url = "https://graph.microsoft.com/beta" + re.sub(r"\{[^}]*\}", lambda _: identifier(), path)
        line = LINE % {
            "time": f"2026-07-{1 + number % 28:02}T{number % 24:02}:{number % 60:02}:{number // 60 % 60:02}.1234567Z",
            "tenant": tenant, "status": random.choice([200, 200, 200, 200, 201, 204, 403, 404]), "other": identifier(),
            "request": identifier(), "method": method, "roles": "" if isUser else grants[app], "app": app,
            "user": identifier() if isUser else "", "principal": "" if isUser else identifier(),
            "scopes": grants[app] if isUser else "", "kind": "user" if isUser else "app",
            "url": url + ("?$top=100&$select=id,displayName" if number % 4 == 0 else ""), "policy": "x" * 300}
        sys.stdout.write(line if number % 37 else line * 2)


if __name__ == "__main__":
    main()
