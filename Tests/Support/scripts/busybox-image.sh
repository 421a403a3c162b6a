#!/usr/bin/env bash
# Gives the engine at DOCKER_HOST the image `hemostat-test/busybox`: busybox with a link for each of its applets, from Debian's
# package `busybox-static`, without a registry. The package is unpacked below .build, never installed.
#   busybox-image.sh             imports it, unless the engine has it
#   busybox-image.sh --prepare   only makes the root file system (needs the network once)
set -euo pipefail
. "$(dirname "$0")/lib.sh"
readonly image=hemostat-test/busybox
readonly cache=$top/.build/busybox
readonly archive=$cache/rootfs.tar

# Puts a statically linked busybox at $1.
fetch_busybox() {
    local work=$1/package
    mkdir -p "$work"
    if has apt-get && has dpkg; then
        (
            cd "$work"
            download() { apt-get -q -o APT::Sandbox::User=root download busybox-static; }
            download || { apt-get -q -o APT::Sandbox::User=root -o DPkg::Lock::Timeout=180 update && download; }
            dpkg -x busybox-static_*.deb .
        ) >"$1/log" 2>&1 || { tail -n 5 "$1/log" >&2; die "apt-get could not download busybox-static: is the package index reachable?"; }
        mv "$work/bin/busybox" "$1/busybox" 2>/dev/null || mv "$work/usr/bin/busybox" "$1/busybox"
    elif has busybox && ! ldd "$(command -v busybox)" >/dev/null 2>&1; then
        cp "$(command -v busybox)" "$1/busybox"
    else
        die "no statically linked busybox here and no apt-get to download it: install one (often the package busybox-static)"
    fi
}

make_archive() {
    work=$(mktemp -d "$cache/work.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    fetch_busybox "$work"
    mkdir -p "$work"/root/{bin,etc,root,tmp,var/www}
    chmod 1777 "$work/root/tmp"
    mv "$work/busybox" "$work/root/bin/busybox"
    echo 'root:x:0:0:root:/root:/bin/sh' >"$work/root/etc/passwd"
    echo 'root:x:0:' >"$work/root/etc/group"
    local applet
    for applet in $("$work/root/bin/busybox" --list); do
        [ "$applet" = busybox ] || ln -s busybox "$work/root/bin/$applet"
    done
    tar -C "$work/root" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$work/rootfs.tar" .
    mv "$work/rootfs.tar" "$archive"
}

has_image() { docker image inspect "$image" >/dev/null 2>&1; }

[ "${1:-}" = --prepare ] || ! has_image || exit 0
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
[ -s "$archive" ] || make_archive
[ "${1:-}" != --prepare ] || exit 0
has_image || docker import --change 'CMD ["sh"]' --change 'ENV PATH=/bin' "$archive" "$image" >/dev/null ||
    die "the engine at ${DOCKER_HOST:-the default socket} did not take the image $image"
