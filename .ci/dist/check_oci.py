#!/usr/bin/env python3
"""Holds an OCI image archive to the specification: .ci/dist/check_oci.py ARCHIVE [FOLDER]

What github.com/opencontainers/image-spec (1.1: image-layout, index, manifest, config, layer) demands, and what we promise:
a single layer of plain files, one user without rights, nothing else in it. With FOLDER, the layers are unpacked there.
"""

import gzip
import hashlib
import io
import json
import sys
import tarfile


class Broken(Exception):
    """What is wrong with the image, in a sentence."""


def need(condition, sentence):
    if not condition:
        raise Broken(sentence)


class Layout:
    def __init__(self, path):
        with tarfile.open(path) as archive:
            members = [member for member in archive.getmembers() if member.isfile()]
            self.files = {member.name: archive.extractfile(member).read() for member in members}
        self.used = {"oci-layout", "index.json"}

    def json(self, path):
        need(path in self.files, f"There is no {path}.")
        return json.loads(self.files[path])

    def blob(self, descriptor):
        """What a descriptor names, after its digest and size were held against it."""
        for key in ("mediaType", "digest", "size"):
            need(key in descriptor, f"A descriptor has no {key}: {descriptor}")
        algorithm, _, digest = descriptor["digest"].partition(":")
        path = f"blobs/{algorithm}/{digest}"
        need(algorithm == "sha256" and len(digest) == 64, f"{descriptor['digest']} is no SHA-256.")
        need(path in self.files, f"{path} is named and not there.")
        data = self.files[path]
        need(len(data) == descriptor["size"], f"{path} has {len(data)} bytes, not {descriptor['size']}.")
        need(hashlib.sha256(data).hexdigest() == digest, f"{path} has another digest than its name.")
        self.used.add(path)
        return data


def check(path, folder=None):
    layout = Layout(path)
    need(layout.json("oci-layout").get("imageLayoutVersion") == "1.0.0", "oci-layout does not say version 1.0.0.")
    index = layout.json("index.json")
    need(index.get("schemaVersion") == 2, "index.json does not say schemaVersion 2.")
    need(len(index.get("manifests", [])) == 1, "index.json names not exactly one manifest.")
    entry = index["manifests"][0]
    need(entry["mediaType"] == "application/vnd.oci.image.manifest.v1+json", "The index names no image manifest.")
    manifest = json.loads(layout.blob(entry))
    need(manifest.get("schemaVersion") == 2, "The manifest does not say schemaVersion 2.")
    need(manifest["config"]["mediaType"] == "application/vnd.oci.image.config.v1+json", "The config has a wrong type.")
    config = json.loads(layout.blob(manifest["config"]))
    for key in ("architecture", "os"):
        need(config.get(key) == entry["platform"][key], f"Index and config name different values of {key}.")
    need(config["rootfs"]["type"] == "layers", "rootfs has a wrong type.")
    need(len(config["rootfs"]["diff_ids"]) == len(manifest["layers"]), "There are not as many diff_ids as layers.")
    names = set()
    for layer, identifier in zip(manifest["layers"], config["rootfs"]["diff_ids"]):
        need(layer["mediaType"] == "application/vnd.oci.image.layer.v1.tar+gzip", "A layer is not packed with gzip.")
        data = gzip.decompress(layout.blob(layer))
        need("sha256:" + hashlib.sha256(data).hexdigest() == identifier, "A layer unpacks to another digest than its diff_id.")
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                need(member.isfile() or member.isdir(), f"{member.name} is neither a file nor a folder.")
                need(not member.name.startswith("/") and ".." not in member.name.split("/"), f"{member.name} leaves the root.")
                need(member.mode & 0o6022 == 0, f"{member.name} is writable for others, or runs as its owner.")
                need(member.name not in names, f"{member.name} is there twice.")
                names.add(member.name)
            if folder:
                archive.extractall(folder)
    settings = config["config"]
    need(settings["Entrypoint"][0].lstrip("/") in names, "The entry point is not in the image.")
    need(settings["WorkingDir"].lstrip("/") in names, "The working folder is not in the image.")
    need(settings.get("User", "0").split(":")[0] not in ("", "0", "root"), "The image runs as root.")
    need(set(layout.files) == layout.used, f"Nothing names {sorted(set(layout.files) - layout.used)}.")
    return f"{config['os']}/{config['architecture']}, user {settings['User']}, {len(names)} entries"


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    try:
        print("oci:", check(*sys.argv[1:]))
    except (Broken, KeyError, ValueError) as problem:
        sys.exit(f"oci: {sys.argv[1]} is broken. {problem}")
