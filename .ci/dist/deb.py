"""A package for Debian and what comes from it: deb(5), an archive of ar(5)."""

import hashlib
import lzma

from release import HOME, SUMMARY

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def member(name, data, moment):
    head = f"{name:<16}{moment:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode()
    return head + data + (b"\n" if len(data) % 2 else b"")


def build(release):
    """The package's name and bytes."""
    architecture = ARCHITECTURES[release.machine]
    files = {"./usr/bin/scopeaudit": (release.binary, 0o755)}
    for path, data in release.shared.items():
        # Debian's folder for zsh, and packed manual pages.
        path = path.replace("site-functions", "vendor-completions")
        page = path.endswith(".1")
        files[f"./usr/{path}{'.gz' if page else ''}"] = (release.gzip(data) if page else data, 0o644)
    notices = release.license + b"\n" + release.notices
    files["./usr/share/doc/scopeaudit/copyright"] = (notices, 0o644)
    files["./usr/share/doc/scopeaudit/scopeaudit.spdx.json"] = (release.materials, 0o644)
    size = sum(len(data) for data, _ in files.values()) // 1024 + 1
    control = f"""Package: scopeaudit
Version: {release.version}
Architecture: {architecture}
Maintainer: scopeaudit <{HOME}>
Installed-Size: {size}
Section: admin
Priority: optional
Homepage: {HOME}
Description: {SUMMARY.rstrip('.')}
 Says what an application may really do, what of it is too much, why a call
 was refused, and the least permission that would do. Needs nothing else.
"""
    sums = "".join(f"{hashlib.md5(data).hexdigest()}  {path[2:]}\n" for path, (data, _) in sorted(files.items()))
    control_files = {"./control": (control.encode(), 0o644), "./md5sums": (sums.encode(), 0o644)}
    out = b"!<arch>\n" + member("debian-binary", b"2.0\n", release.time)
    for name, entries in [("control", control_files), ("data", files)]:
        out += member(f"{name}.tar.xz", lzma.compress(release.tar(entries), preset=9), release.time)
    return f"scopeaudit_{release.version}_{architecture}.deb", out
