"""Makes what is handed out of one release binary: python3 .ci/dist BINARY FOLDER

A wheel, a tarball, a package for Debian, a container image, texts for package managers, the bill of materials, and the
SHA-256 of each. The same binary and commit give the same bytes; the clock is that of the commit, or SOURCE_DATE_EPOCH.
"""

import hashlib
import os
import shutil
import sys

sys.dont_write_bytecode = True

import deb
import oci
import texts
import wheel
from release import ROOT, Release


def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__)
    binary, folder = map(os.path.abspath, arguments)
    release = Release(binary)
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        readme = file.read()
    name = f"scopeaudit-{release.version}-{release.machine}-linux"
    tarball = {"bin/scopeaudit": (release.binary, 0o755), "LICENSE": (release.license, 0o644),
               "THIRD-PARTY.txt": (release.notices, 0o644), "scopeaudit.spdx.json": (release.materials, 0o644)}
    tarball.update({path: (data, 0o644) for path, data in release.shared.items()})
    made = dict([
        (f"{name}.tar.gz", release.gzip(release.tar(tarball, folder=f"{name}/"))),
        (f"{name}.spdx.json", release.materials), wheel.build(release, readme), deb.build(release), oci.build(release),
    ])
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in made.items()}
    further = texts.build(release, f"{name}.tar.gz", digests[f"{name}.tar.gz"])
    made["SHA256SUMS"] = "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()
    made.update({path: text.encode() for path, text in further.items()})
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in sorted(made.items()):
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(data)
        print(f"{len(data):>10}  {path}")


if __name__ == "__main__":
    main(sys.argv[1:])
