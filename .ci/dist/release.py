"""What every channel carries: the binary, its manual page and completions, licences and the bill of materials."""

import glob
import gzip
import io
import os
import platform
import subprocess
import tarfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HOME = "https://github.com/scopeaudit/scopeaudit"
SUMMARY = "Audits Microsoft Entra app registrations and access tokens offline."
COMPLETIONS = {
    "bash": "share/bash-completion/completions/scopeaudit",
    "zsh": "share/zsh/site-functions/_scopeaudit",
    "fish": "share/fish/vendor_completions.d/scopeaudit.fish",
}
# Whose licence goes with the binary, and where it lies on the machine that built it: the first that is there.
NOTICES = [
    ("swift-argument-parser", [".build/checkouts/swift-argument-parser/LICENSE.txt",
                               ".build/alone/checkouts/swift-argument-parser/LICENSE.txt"]),
    ("Swift", ["{swift}/share/swift/LICENSE.txt", "/usr/share/swift/LICENSE.txt"]),
    ("libxml2", ["/usr/share/doc/libxml2-dev/copyright", "/usr/share/doc/libxml2/copyright"]),
    ("zlib", ["/usr/share/doc/zlib1g-dev/copyright"]),
    ("glibc", ["/usr/share/doc/libc6-dev/copyright"]),
    ("libstdc++", ["/usr/share/doc/libstdc++-*-dev/copyright", "/usr/share/doc/gcc-*-base/copyright"]),
]


def output(*command):
    return subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout


def notices():
    """The licences of what is linked into the binary.

    Raises FileNotFoundError where one is not on this machine: nothing is handed out without it.
    """
    swift = os.path.dirname(os.path.dirname(os.path.realpath(output("which", "swift").decode().strip())))
    parts = ["scopeaudit is linked with the following. The sources of scopeaudit, from which it can be linked anew with\n"
             f"other versions of them, are at {HOME}.\n"]
    for name, places in NOTICES:
        found = [path for place in places for path in sorted(glob.glob(os.path.join(ROOT, place.format(swift=swift))))]
        if not found:
            raise FileNotFoundError(f"The licence of {name} is not on this machine: looked at {', '.join(places)}.")
        with open(found[0], encoding="utf-8") as file:
            parts.append(f"==== {name} ====\n\n{file.read().strip()}\n")
    return "\n".join(parts).encode()


class Release:
    """The files of a release, by their path under a prefix such as /usr."""

    def __init__(self, binary):
        with open(binary, "rb") as file:
            self.binary = file.read()
        self.version = output(binary, "--version").decode().split()[0]
        self.machine = platform.machine()
        moment = os.environ.get("SOURCE_DATE_EPOCH") or output("git", "log", "-1", "--format=%ct").decode().strip()
        # A zip cannot say an earlier time than 1980.
        self.time = max(int(moment), 315532800)
        with open(os.path.join(ROOT, "LICENSE"), "rb") as file:
            self.license = file.read()
        self.notices = notices()
        self.materials = output(os.path.join(ROOT, ".ci/sbom"), binary)
        # The release itself does not list its options; make dist has another build do it.
        with open(os.path.join(ROOT, ".build/manual/scopeaudit.1"), "rb") as file:
            self.shared = {"share/man/man1/scopeaudit.1": file.read()}
        for shell, path in COMPLETIONS.items():
            self.shared[path] = output(binary, "--generate-completion-script", shell)

    def tar(self, files, folder=""):
        """Bytes of a tar archive: files is path -> (bytes, mode). The same files give the same bytes."""
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            folders = set()
            for path in sorted(files):
                parts = (folder + path).split("/")
                for end in range(1, len(parts)):
                    parent = "/".join(parts[:end])
                    if parent not in folders and parent != ".":
                        folders.add(parent)
                        entry = tarfile.TarInfo(parent)
                        entry.type, entry.mode, entry.mtime = tarfile.DIRTYPE, 0o755, self.time
                        archive.addfile(entry)
                data, mode = files[path]
                entry = tarfile.TarInfo(folder + path)
                entry.size, entry.mode, entry.mtime = len(data), mode, self.time
                archive.addfile(entry, io.BytesIO(data))
        return out.getvalue()

    @staticmethod
    def gzip(data):
        out = io.BytesIO()
        with gzip.GzipFile(filename="", fileobj=out, mode="wb", compresslevel=9, mtime=0) as file:
            file.write(data)
        return out.getvalue()
