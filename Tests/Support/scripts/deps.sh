#!/usr/bin/env bash
# Installs the Debian packages that building and testing need, and only those that are missing. Under a second when none is.
# Starts no service: `redis-server` and `docker.io` come with units, which stay as they are (off).
set -euo pipefail
. "$(dirname "$0")/lib.sh"

missing=()
# want PACKAGE CHECK…: the package is missing when the check fails.
want() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

has_library() { ldconfig -p | grep -F "$1"; }

gather_missing() {
    missing=()
    want make has make
    want git has git
    want ca-certificates test -e /etc/ssl/certs/ca-certificates.crt
    # What the Swift toolchain itself needs and a bare Debian lacks.
    want binutils has ld.gold
    want libncurses6 has_library libncurses.so.6
    want libsqlite3-0 has_library libsqlite3.so.0
    want libxml2 has_library libxml2.so.2
    want libc6-dev test -e /usr/include/stdio.h
    want libstdc++-12-dev test -d /usr/include/c++
    want pkg-config has pkg-config
    want libcurl4-openssl-dev pkg-config --exists libcurl
    want libyaml-dev pkg-config --exists yaml-0.1
    want libpcre2-dev pkg-config --exists libpcre2-8
    want redis-server has redis-server
    want jq has jq
    # The time zones of windows.
    want tzdata test -e /usr/share/zoneinfo/Europe/Berlin
    [ "${HEMOSTAT_TEST_DOCKER:-1}" != 0 ] || return 0
    want docker.io has docker
    # What people use to stop and recreate containers, and clocks that jump.
    want docker-compose has docker-compose
    want faketime has faketime
    want iproute2 has ip
    if ! existing_engine >/dev/null; then
        want docker.io has dockerd
        want iptables has iptables
    fi
}

# Debian's hook against starting services at installation, put in place for the time of the installation only.
readonly hook=/usr/sbin/policy-rc.d
deny_services() {
    [ -e "$hook" ] && return 0
    trap '$sudo rm -f "$hook"' EXIT
    printf '#!/bin/sh\nexit 101\n' | $sudo tee "$hook" >/dev/null
    $sudo chmod 755 "$hook"
}

install_missing() {
    local log=$top/.build/deps.log
    mkdir -p "$top/.build"
    local apt=($sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=180 -o Dpkg::Use-Pty=0)
    note "installing ${missing[*]}"
    deny_services
    if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
        tail -n 15 "$log" >&2
        die "apt-get could not install ${missing[*]}: see $log, mend it and run this again"
    fi
    # From Debian 13 on the client is a package of its own.
    if [ "${HEMOSTAT_TEST_DOCKER:-1}" != 0 ] && ! has docker; then
        "${apt[@]}" install -y --no-install-recommends docker-cli >>"$log" 2>&1 </dev/null || true
    fi
}

has swift || die "no Swift toolchain on PATH or in /opt/swift: install Swift 6.3 or newer from https://www.swift.org/install"
gather_missing
[ ${#missing[@]} -gt 0 ] || exit 0
mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
has apt-get || die "this is not Debian: install what these Debian packages hold with your own package manager: ${missing[*]}"
if [ "$(id -u)" = 0 ]; then
    sudo=
elif has sudo && sudo -n true 2>/dev/null; then
    sudo="sudo -n"
else
    die "missing, and not root to install it: run 'sudo apt-get install --no-install-recommends ${missing[*]}'"
fi
install_missing
gather_missing
[ ${#missing[@]} = 0 ] || die "installed, but still not usable here: ${missing[*]}"
