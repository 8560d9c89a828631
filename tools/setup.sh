# Sourced by ./check and ./demo: the packages, the pinned sources, the builds, the language model. Every step is quick when it
# has been done before. Needs nothing but git, apt and PyPI.
set -euo pipefail
jobs=${NEWSHOUND_BUILD_JOBS:-$(nproc)}

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
die() { echo "$(basename "$0"): $*" >&2; exit 1; }

# install_packages build|check: what tools/packages.txt lists and this machine lacks.
install_packages() {
  local wanted missing
  if [ "$1" = check ]; then wanted='build|check'; else wanted=build; fi
  wanted=$(awk -v want="^($wanted)$" '!/^#/ && NF && $2 ~ want {print $1}' tools/packages.txt)
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "this is no Debian; the packages wanted are:" $wanted >&2
    return
  fi
  missing=$(comm -23 <(sort <<<"$wanted") <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' | awk '$2 == "installed" {print $1}' | sort -u))
  [ -z "$missing" ] && return
  say "installing packages:" $missing
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || die "these packages are missing, and only root can install them: "$missing
    as_root=(sudo -n)
  fi
  "${as_root[@]}" apt-get update -q >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >&2
}

# build PRESET: configures and builds build/PRESET.
build() {
  say "building ($1)"
  cmake --preset "$1" >"build/$1.configure.log" 2>&1 || { cat "build/$1.configure.log" >&2; die "configuring failed"; }
  ninja -C "build/$1" -j "$jobs" --quiet >&2
}

# install_model: the English model into the user's data folder, where the binary finds it from any working directory; nothing to
# do if it finds one already.
install_model() {
  if printf '{"id": "a", "text": "A."}\n' | build/release/newshound annotate - --quiet >/dev/null 2>&1; then return; fi
  say "installing the language model"
  build/release/newshound model install en >&2
}

mkdir -p build
