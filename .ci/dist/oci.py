"""A container image from nothing, as an OCI image layout: github.com/opencontainers/image-spec, version 1.1.

`skopeo copy oci-archive:FILE docker://…` publishes it. It runs as a user without rights, in /work.
"""

import hashlib
import json
import time

from release import HOME, SUMMARY

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
USER = "65532:65532"


def encoded(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def build(release):
    """The archive's name and bytes, and the layout's files by their path."""
    layer = release.tar({
        "scopeaudit": (release.binary, 0o755),
        "licenses/LICENSE": (release.license, 0o644),
        "licenses/THIRD-PARTY.txt": (release.notices, 0o644),
        "licenses/scopeaudit.spdx.json": (release.materials, 0o644),
        "work/.keep": (b"", 0o644),
    })
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(release.time))
    blobs = {}

    def blob(data, media):
        digest = hashlib.sha256(data).hexdigest()
        blobs[f"blobs/sha256/{digest}"] = data
        return {"mediaType": media, "digest": f"sha256:{digest}", "size": len(data)}

    packed = blob(release.gzip(layer), "application/vnd.oci.image.layer.v1.tar+gzip")
    labels = {
        "org.opencontainers.image.title": "scopeaudit", "org.opencontainers.image.description": SUMMARY,
        "org.opencontainers.image.version": release.version, "org.opencontainers.image.source": HOME,
        "org.opencontainers.image.licenses": "MIT", "org.opencontainers.image.created": moment,
    }
    settings = blob(encoded({
        "created": moment, "architecture": ARCHITECTURES[release.machine], "os": "linux",
        "config": {"User": USER, "Entrypoint": ["/scopeaudit"], "WorkingDir": "/work", "Labels": labels},
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(layer).hexdigest()]},
        "history": [{"created": moment, "created_by": "scopeaudit-dist"}],
    }), "application/vnd.oci.image.config.v1+json")
    manifest = blob(encoded({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": settings,
        "layers": [packed], "annotations": labels,
    }), "application/vnd.oci.image.manifest.v1+json")
    manifest["platform"] = {"architecture": ARCHITECTURES[release.machine], "os": "linux"}
    manifest["annotations"] = {"org.opencontainers.image.ref.name": release.version}
    files = dict(blobs)
    files["oci-layout"] = encoded({"imageLayoutVersion": "1.0.0"})
    files["index.json"] = encoded({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [manifest]})
    archive = release.tar({path: (data, 0o644) for path, data in files.items()})
    return f"scopeaudit-{release.version}-{ARCHITECTURES[release.machine]}-oci.tar", archive
