#!/usr/bin/env python3
"""Verifies an export of an audit chain, written from docs/design/audit-chain.md alone.

A second implementation, so that nobody has to believe the first. It needs Python 3.9 and, for signatures, the
package 'cryptography' or the command openssl (3.0 or later). It reads the export once, and nothing else but the
public keys and the anchor file that it is given.

    verify.py EXPORT --log-id ID --public-key FILE [--log-origin NAME] [--anchor FILE]

Exit code: 0 VERIFIED, 1 TAMPERED or NOT ESTABLISHED, 2 wrong usage or a file that cannot be read.
"""
import argparse
import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from datetime import datetime


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def lp(data):
    data = data.encode() if isinstance(data, str) else data
    return len(data).to_bytes(4, "big") + data


def u64(number):
    return number.to_bytes(8, "big")


def unbase64url(text):
    data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if base64.urlsafe_b64encode(data).decode().rstrip("=") != text:
        raise ValueError("not base64url as it is written: " + text)
    return data


def milliseconds(time):
    """Epoch milliseconds, rounded down, of an RFC 3339 time in UTC with any number of digits."""
    fraction = time[20:-1] if time[19] == "." else ""
    return int(datetime.fromisoformat(time[:19] + "+00:00").timestamp()) * 1000 + int((fraction + "000")[:3])


# --- signatures ---------------------------------------------------------------------------------------------------

SPKI = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: what stands before the 32 bytes of a public key


def public_key(given):
    """The 32 bytes of a key: a PEM file, or base64 in a file or as it is."""
    try:
        with open(given, encoding="ascii") as file:
            text = file.read()
    except OSError:
        text = given
    der = base64.b64decode("".join(line for line in text.splitlines() if not line.startswith("-----")), validate=True)
    return der[len(SPKI):] if der.startswith(SPKI) else der


def is_signed(key, message, signature):
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        with tempfile.NamedTemporaryFile() as k, tempfile.NamedTemporaryFile() as m, tempfile.NamedTemporaryFile() as s:
            for file, content in ((k, SPKI + key), (m, message), (s, signature)):
                file.write(content)
                file.flush()
            return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", k.name,
                                   "-rawin", "-in", m.name, "-sigfile", s.name], capture_output=True).returncode == 0
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return True
    except InvalidSignature:
        return False


def signed_note(note, name, keys):
    """The text of a C2SP signed note, and whether one of the keys signed it under that name."""
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        dash, signer, raw = line.split(" ")
        raw, written = base64.b64decode(raw, validate=True), raw
        if base64.b64encode(raw).decode() != written:
            raise ValueError("not base64 as it is written: " + written)
        for key in keys:
            if signer == name and raw[:4] == sha256(name.encode(), b"\n\x01", key)[:4] \
                    and is_signed(key, text.encode(), raw[4:]):
                return text, True
    return text, False


def read_anchors(path, origin, name, keys):
    """Size -> root, of the checkpoints of this chain that a known key signed; and lines that such a key signed of it in
    another epoch. Lines that are no checkpoints are passed over."""
    anchors, others, unreadable = {}, [], []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                text, signed = signed_note(json.loads(line)["note"], name, keys)
                of, size, root = text.split("\n")[:3]
                size, root = int(size), base64.b64decode(root, validate=True)
            except (ValueError, KeyError, TypeError):
                if line.strip():
                    unreadable.append(number)
                continue
            if of == origin and signed:
                anchors[size] = root
            elif of.rpartition("/")[0] == origin.rpartition("/")[0] and signed:
                others.append(number)
    if unreadable:
        print(f"lines of the anchor file that are no checkpoints: {len(unreadable)}, the first is line {unreadable[0]}",
              file=sys.stderr)
    return anchors, others


# --- the Merkle tree of RFC 6962, as the list of its complete subtrees, the largest first ---------------------------

def add_leaf(peaks, size, record_hash):
    node = sha256(b"\x00", record_hash)
    while size % 2:
        node = sha256(b"\x01", peaks.pop(), node)
        size //= 2
    peaks.append(node)


def root_of(peaks):
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = sha256(b"\x01", peak, root)
    return root


# --- the chain ------------------------------------------------------------------------------------------------------

class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def raw(self, count):
        self.at += count
        if self.at > len(self.data):
            raise ValueError("a segment ends too early")
        return self.data[self.at - count:self.at]

    def number(self, count):
        return int.from_bytes(self.raw(count), "big")

    def lp(self):
        return self.raw(self.number(4))


class Chain:
    """Follows one chain from its first record."""

    def __init__(self, header, keys, anchors):
        self.log_id, self.name = bytes.fromhex(header["log_id"]), header["chain"]
        self.epoch, self.keys, self.anchors = header["epoch"], keys, anchors
        self.exported = milliseconds(header["exported_at"]) // 1000
        self.first_ms = milliseconds(header["from"]) if "from" in header else 0
        self.last_ms = milliseconds(header["to"]) if "to" in header else 1 << 63
        self.place = self.log_id + lp(self.name) + self.epoch.to_bytes(4, "big")
        self.end, self.last_segment = sha256(b"\x03", self.place), bytes(32)
        self.k, self.size, self.peaks, self.anchored = 0, 0, [], 0
        self.entries, self.here, self.newest = {}, {}, {}
        self.signed, self.findings, self.checked, self.missing, self.intents = False, [], 0, [], set()
        self.held, self.kept, self.early = False, [], []

    def finding(self, kind, n, what):
        self.findings.append(f"{kind:<18} record {n}: {what}")

    def segment(self, line):
        self.close_segment()
        data = unbase64url(line["bytes"])
        read = Reader(data)
        if read.raw(5) != b"ACSG\x01" or read.raw(len(self.place)) != self.place or read.number(8) != self.k \
                or read.number(8) != self.size:
            raise Broken("FORKED", self.size, f"segment {self.k} is of another chain, or not the one that follows")
        count, _batch = read.number(2), read.raw(16)
        if read.raw(32) != self.end or read.raw(32) != self.last_segment:
            raise Broken("FORKED", self.size, f"segment {self.k} does not continue the one before it")
        earliest, latest = read.number(8), read.number(8)
        in_range = latest >= self.first_ms and earliest <= self.last_ms
        for _ in range(count):
            id, expires, content, stated = read.lp(), read.number(8), read.raw(32), read.raw(32)
            self.end = sha256(b"\x02", self.place, u64(self.size), u64(expires), lp(id), self.end, content)
            if self.end != stated:
                raise Broken("EDITED", self.size, f"its hash in segment {self.k} is not what its parts give")
            if in_range or id.startswith(b"_audit-"):
                self.entries[self.size] = (id.decode(), expires, content)
            if id.endswith(b"-intent"):
                self.intents.add(id.removesuffix(b"-intent"))
            self.intents.discard(id)
            add_leaf(self.peaks, self.size, self.end)
            self.size += 1
            anchor = self.anchors.get(self.size)
            if anchor == root_of(self.peaks):
                self.anchored = self.size
            elif anchor:
                raise Broken("FORKED", self.size - 1, f"an anchor shows another history of {self.size} records")
        if read.number(8) != self.size or read.raw(32 * len(self.peaks)) != b"".join(self.peaks):
            raise Broken("EDITED", self.size - 1, f"the Merkle tree in segment {self.k}")
        key_id = read.raw(read.number(1))
        if self.signed and not key_id:
            self.finding("SIGNATURE_INVALID", self.size - count, f"segment {self.k} is unsigned, and the one before is not")
        self.signed = bool(key_id)
        if key_id:
            self.newest[key_id] = (self.size, data[:-64], data[-64:])
        if len(data) != read.at + (64 if key_id else 0):
            raise Broken("UNREADABLE", self.size - 1, f"segment {self.k} has an odd length")
        self.k, self.last_segment = self.k + 1, sha256(data)

    def record(self, line):
        n, id = line["n"], line["id"]
        if self.entries.get(n, ("",))[0] != id:
            raise Broken("INSERTED", n, f"{id} does not stand behind a segment that names it")
        if sha256(b"acteon/record/v1", unbase64url(line["nonce"]), line["body"].encode()) != self.entries[n][2]:
            self.finding("EDITED", n, f"{id}: the body is not the one that was hashed")
        body = json.loads(line["body"])
        committed = {name: value["c"] for name, value in body.items() if isinstance(value, dict)}
        stored = {name: unbase64url(value["bytes"]) if "bytes" in value
                  else unbase64url(value["salt"]) + value["text"].encode() for name, value in line["fields"].items()}
        for name in sorted(committed.keys() | stored.keys()):
            if name not in stored:
                self.finding("FIELD_MISSING", n, f"{id}: {name} is committed to and not there")
            elif unbase64url(committed.get(name, "")) != sha256(b"acteon/field/v1", lp(name), stored[name]):
                self.finding("EDITED", n, f"{id}: {name} is not what the body commits to")
        self.here[n] = (body, stored)

    def close_segment(self):
        """Judges the records of a segment once all that are there have been read."""
        for n, (id, expires, _) in self.entries.items():
            if n not in self.here:
                self.missing.append(n)
                if expires > self.exported:
                    self.early.append((n, id, expires))  # it may have been collected while the export was written
                elif not expires:
                    self.finding("DELETED", n, f"{id} is gone before its time")
                continue
            self.checked += 1
            body, stored = self.here[n]
            if not id.startswith("_audit-") or body["provider"] != "_audit":
                continue
            if body["action_type"] == "hold":
                self.held = True
            elif body["action_type"] == "hold_applied" and self.held:
                self.kept += json.loads(stored["outcome_details"][32:])["kept"]
            elif body["action_type"] == "release":
                self.held, self.kept = False, []
        self.entries, self.here = {}, {}

    def finish(self, finished_at):
        """Judges what is left when all was read; finished_at is what the manifest says, if it does."""
        self.close_segment()
        finished = max(self.exported, milliseconds(finished_at) // 1000) if finished_at else self.exported
        for n, id, expires in self.early:
            if expires > finished:
                self.finding("DELETED", n, f"{id} is gone before its time")
        for n in self.missing:
            if any(first <= n <= last for first, last in self.kept):
                self.finding("HOLD_VIOLATED", n, "it is gone under a legal hold")
        signed = 0
        for key_id, (size, data, signature) in self.newest.items():
            for key in self.keys:
                if sha256(key)[:8] == key_id and is_signed(key, b"acteon/segment/v1" + data, signature):
                    signed = max(signed, size)
                elif sha256(key)[:8] == key_id:
                    self.finding("SIGNATURE_INVALID", size - 1, "the signature of its segment")
        longest = max(self.anchors, default=0)
        if longest > self.size:
            self.finding("TRUNCATED", self.size, f"an anchor saw {longest} records, there are {self.size}")
        return signed


class Broken(Exception):
    """The chain cannot be followed past here."""


def manifest_text(chain, header, origin, finished_at, digest):
    """Version 1 does not say when the export was finished."""
    begun = "exported_at " + header["exported_at"] + (f"\nfinished_at {finished_at}" if finished_at else "")
    return "\n".join(["acteon/export/v2" if finished_at else "acteon/export/v1", origin, begun,
                      "from " + header.get("from", "-"), "to " + header.get("to", "-"),
                      f"records {chain.size}", f"missing {len(chain.missing)}", "sha256 " + digest, ""])


def main():
    parser = argparse.ArgumentParser(description="Verifies an export of an audit chain.")
    parser.add_argument("export")
    parser.add_argument("--log-id", required=True)
    parser.add_argument("--log-origin", default="acteon")
    parser.add_argument("--public-key", action="append", default=[], help="PEM file, or base64")
    parser.add_argument("--anchor", help="file of checkpoints that was kept elsewhere")
    given = parser.parse_args()
    keys = [public_key(key) for key in given.public_key]
    digest, chain, signed, closed, note_signed = hashlib.sha256(), None, 0, False, False
    with open(given.export, "rb") as export:
        header = json.loads(export.readline())
        export.seek(0)
        if header.get("type") != "acteon-audit-export" or header.get("v") != 1:
            sys.exit("not an export of version 1")
        log_id = sha256(given.log_id.encode())[:16]
        hidden = sha256(log_id, lp(header["chain"])).hex()
        origin = f"{given.log_origin}/{hidden}/{header['epoch']}"
        anchors, others = read_anchors(given.anchor, origin, given.log_origin, keys) if given.anchor else ({}, [])
        chain = Chain(header, keys, anchors)
        if chain.epoch != 0:
            chain.finding("FORKED", 0, f"the export is of epoch {chain.epoch}, and there is none but 0")
        for number in others[:1]:
            chain.finding("FORKED", 0, f"line {number} of the anchor file: a checkpoint of this chain in another epoch")
        try:
            if chain.log_id != log_id:
                raise Broken("FORKED", 0, "the export is of another log")
            for raw in export:
                line = json.loads(raw)
                if closed or (line["type"] == header["type"]) != (digest.digest() == sha256()):
                    raise Broken("INSERTED", chain.size, "a line stands where none of its kind may")
                if line["type"] == "segment":
                    chain.segment(line)
                elif line["type"] == "record":
                    chain.record(line)
                elif line["type"] == "manifest":
                    text, note_signed = signed_note(line["note"], given.log_origin, keys)
                    finished_at = re.search("^finished_at (.+)$", text, re.MULTILINE)
                    finished_at = finished_at and finished_at[1]
                    signed, closed = chain.finish(finished_at), True
                    if keys and not note_signed and not line["note"].endswith("\n\n"):
                        chain.finding("SIGNATURE_INVALID", chain.size, "the manifest is signed by none of the keys")
                    if text != manifest_text(chain, header, origin, finished_at, digest.hexdigest()):
                        chain.finding("EDITED", chain.size, "the manifest does not fit what stands before it"
                                      if text.split("\n")[1] == origin else "the manifest is of the origin "
                                      f"{text.split(chr(10))[1]}, not of {origin}: is --log-origin right?")
                elif line["type"] != header["type"]:
                    raise Broken("UNREADABLE", chain.size, "no such type of line: " + line["type"])
                digest.update(raw)
            if not closed:
                chain.finding("TRUNCATED", chain.size, "the export has no manifest at its end")
        except Broken as broken:
            chain.finding(*broken.args)
    taken_on_trust = keys and (not signed or chain.missing and not note_signed)
    verdict = "TAMPERED" if chain.findings else "VERIFIED" if chain.size and not taken_on_trust else "NOT ESTABLISHED"
    if given.anchor and not anchors:
        print("no checkpoint of this chain, signed by a known key under this origin, is in the anchor file",
              file=sys.stderr)
    print(f"{verdict}  chain {chain.name} of {header['exported_at']}")
    print(f"  {chain.size} records, {chain.checked} compared, {len(chain.missing)} expired or gone"
          f", {len(chain.intents)} intents without outcome")
    print(f"  of these the first {signed} signed, the first {chain.anchored} anchored")
    print("".join(f"  {finding}\n" for finding in chain.findings), end="")
    if signed < chain.size:
        print(f"  not proved: no known key signed what follows the first {signed} records; who writes the table could"
              " rewrite it")
    if chain.anchored < chain.size:
        print(f"  not proved: no anchor covers what follows the first {chain.anchored} records; more may have been cut off")
    if not note_signed:
        print("  not proved: no known key signed the manifest; the time of the export is the exporter's word")
    return 0 if verdict == "VERIFIED" else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError, KeyError, TypeError) as e:
        print(f"cannot be read: {e!r}", file=sys.stderr)
        sys.exit(2)
