"""A Python wheel that carries the binary: for pip, pipx, uvx, and hooks of pre-commit.

Binary distribution format: packaging.python.org/specifications/binary-distribution-format; bills of materials in a wheel:
PEP 770. The binary is static, so that it runs with every C library: both tags are true.
"""

import base64
import hashlib
import io
import time
import zipfile

from release import HOME, SUMMARY

MAIN = '''"""Runs scopeaudit, which this package carries as a program: python -m scopeaudit."""

import os
import sys
import sysconfig


def program():
    """Where the program lies: in the scripts of this environment, of the user, or of a --target folder."""
    here = os.path.dirname(os.path.abspath(__file__))
    folders = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", os.name + "_user"),
               os.path.join(os.path.dirname(here), "bin")]
    for folder in folders:
        path = os.path.join(folder, "scopeaudit")
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    sys.exit("The program scopeaudit is in none of " + ", ".join(folders) + ". Install the package anew with pip.")


if __name__ == "__main__":
    path = program()
    os.execv(path, [path] + sys.argv[1:])
'''


def tag(machine):
    return f"manylinux_2_17_{machine}.manylinux2014_{machine}.musllinux_1_1_{machine}"


def metadata(release, readme):
    return f"""Metadata-Version: 2.4
Name: scopeaudit
Version: {release.version}
Summary: {SUMMARY}
Project-URL: Source, {HOME}
License-Expression: MIT
License-File: LICENSE
License-File: THIRD-PARTY.txt
Keywords: Entra,Microsoft Graph,permissions,audit,security
Classifier: Environment :: Console
Classifier: Intended Audience :: System Administrators
Classifier: Operating System :: POSIX :: Linux
Classifier: Topic :: Security
Requires-Python: >=3.8
Description-Content-Type: text/markdown

{readme}"""


def build(release, readme):
    """The wheel's name and bytes."""
    tags = tag(release.machine)
    name = f"scopeaudit-{release.version}"
    info = f"{name}.dist-info"
    lines = ["Wheel-Version: 1.0", "Generator: scopeaudit-dist", "Root-Is-Purelib: false"]
    lines += [f"Tag: py3-none-{entry}" for entry in tags.split(".")]
    files = {
        "scopeaudit/__init__.py": (f'"""{SUMMARY}"""\n\n__version__ = "{release.version}"\n'.encode(), 0o644),
        "scopeaudit/__main__.py": (MAIN.encode(), 0o644),
        f"{name}.data/scripts/scopeaudit": (release.binary, 0o755),
        f"{info}/METADATA": (metadata(release, readme).encode(), 0o644),
        f"{info}/WHEEL": (("\n".join(lines) + "\n").encode(), 0o644),
        f"{info}/licenses/LICENSE": (release.license, 0o644),
        f"{info}/licenses/THIRD-PARTY.txt": (release.notices, 0o644),
        f"{info}/sboms/scopeaudit.spdx.json": (release.materials, 0o644),
    }
    for path, data in release.shared.items():
        files[f"{name}.data/data/{path}"] = (data, 0o644)
    record = []
    for path in sorted(files):
        digest = base64.urlsafe_b64encode(hashlib.sha256(files[path][0]).digest()).rstrip(b"=").decode()
        record.append(f"{path},sha256={digest},{len(files[path][0])}")
    record.append(f"{info}/RECORD,,")
    files[f"{info}/RECORD"] = (("\n".join(record) + "\n").encode(), 0o644)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        # What describes the wheel stands at the end, as the format recommends.
        for path in sorted(files, key=lambda path: (path.startswith(info), path)):
            entry = zipfile.ZipInfo(path, time.gmtime(release.time)[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (0o100000 | files[path][1]) << 16
            archive.writestr(entry, files[path][0])
    return f"{name}-py3-none-{tags}.whl", out.getvalue()
