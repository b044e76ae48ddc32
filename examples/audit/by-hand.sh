#!/usr/bin/env bash
# Checks one record of an export with openssl, jq and xxd alone: by-hand.sh EXPORT NUMBER PUBLIC-KEY.pem
# The formats are in docs/design/audit-chain.md. Each pair of lines must be the same twice.
set -euo pipefail

b64()  { tr '_-' '/+' | tr -d '\n' | sed 's/$/==/' | base64 -di 2>/dev/null || true; }   # base64url
lp()   { printf "$(printf '%08x' "${#1}" | sed 's/../\\x&/g')%s" "$1"; }                  # a length, then the bytes
hash() { openssl dgst -sha256 -binary | xxd -p -c 0; }

work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
record=$(grep -F "\"type\":\"record\",\"n\":$2," "$1")
id=$(jq -r .id <<<"$record")
# The segment is the last one before the record.
sed "/\"type\":\"record\",\"n\":$2,/q" "$1" | grep -F '"type":"segment"' | tail -n 1 | jq -r .bytes | b64 > "$work/segment"

echo "record $2, $id"
for field in $(jq -r '.fields | keys[]' <<<"$record"); do
  echo "$field, and what the body commits to:"
  { printf acteon/field/v1; lp "$field"
    jq -r ".fields.$field.salt" <<<"$record" | b64; jq -j ".fields.$field.text" <<<"$record"; } | hash
  jq -r .body <<<"$record" | jq -r ".$field.c" | b64 | xxd -p -c 0
done

echo "the body, and what stands behind the record's id and expiry in its segment:"
{ printf acteon/record/v1; jq -r .nonce <<<"$record" | b64; jq -j .body <<<"$record"; } | hash
name=$({ lp "$id"; } | xxd -p -c 0)
xxd -p -c 0 "$work/segment" | sed -E "s/.*$name.{16}(.{64}).*/\1/"

echo "the segment's signature:"
{ printf acteon/segment/v1; head -c -64 "$work/segment"; } > "$work/signed"
tail -c 64 "$work/segment" > "$work/signature"
openssl pkeyutl -verify -pubin -inkey "$3" -rawin -in "$work/signed" -sigfile "$work/signature"
