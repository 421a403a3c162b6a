#!/usr/bin/env bash
# Runs a command with DOCKER_HOST naming a Docker engine that answers and has the image hemostat-test/busybox, and returns its
# exit code. The engine is the one at DOCKER_HOST, else the one at the default socket, else, for root, a private dockerd that ends
# with the command; the command then also gets HEMOSTAT_TEST_DOCKERD=1 and the engine's process id in HEMOSTAT_TEST_DOCKER_PID.
# HEMOSTAT_TEST_DOCKER=0 runs the command without an engine: the tests that need one are then left out.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
[ $# -gt 0 ] || die "usage: with-engine.sh COMMAND [ARGUMENT…]"
unset DOCKER_CONTEXT

if [ "${HEMOSTAT_TEST_DOCKER:-1}" = 0 ]; then
    note "HEMOSTAT_TEST_DOCKER=0: no Docker engine, the tests that need one are left out"
    exec "$@"
fi
has docker || die "no docker command: run 'make deps'"
if DOCKER_HOST=$(existing_engine); then
    export DOCKER_HOST
    "$scripts/busybox-image.sh"
    exec "$@"
fi
[ "$(id -u)" = 0 ] || die "no Docker engine answers: start one (sudo systemctl start docker), name one in DOCKER_HOST, run this as root, or leave the Docker tests out with HEMOSTAT_TEST_DOCKER=0"

# Downloads come first: a private engine may live in a network namespace without a way out.
"$scripts/busybox-image.sh" --prepare
# What a run that was killed could not remove.
for stale in /tmp/hs-eng-*/owner; do
    [ ! -e "$stale" ] || kill -0 "$(cat "$stale")" 2>/dev/null || "$scripts/private-engine.sh" stop "${stale%/owner}" || true
done
dir=$(mktemp -d /tmp/hs-eng-XXXXXX)
echo $$ >"$dir/owner"
engine='' command='' timer=''

finish() {
    local code=$?
    trap '' INT TERM HUP
    [ -z "$timer" ] || kill "$timer" 2>/dev/null || true
    [ -z "$command" ] || kill -KILL -- "-$command" 2>/dev/null || true
    "$scripts/private-engine.sh" stop "$dir" || note "could not remove everything of the private engine in $dir"
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# A session of its own keeps the terminal's Ctrl-C from the engine; the parent-death signal ends it should we be killed.
setsid setpriv --pdeathsig TERM -- "$scripts/private-engine.sh" run "$dir" >"$dir/log" 2>&1 </dev/null &
engine=$!
disown "$engine"
deadline=$((SECONDS + 60))
until engine_answers "unix://$dir/docker.sock"; do
    if ! kill -0 "$engine" 2>/dev/null || [ $SECONDS -ge $deadline ]; then
        tail -n 5 "$dir/log" >&2
        die "the private Docker engine did not come up; the lines above are the end of its log"
    fi
    sleep 0.1
done
export DOCKER_HOST=unix://$dir/docker.sock HEMOSTAT_TEST_DOCKERD=1 HEMOSTAT_TEST_DOCKER_PID=$engine
"$scripts/busybox-image.sh"
within=()
[ ! -e "$dir/netns" ] || within=(nsenter --net="$dir/netns")

if [ -t 0 ]; then
    "${within[@]}" "$@"
    exit
fi
# Off a terminal the command gets a process group of its own, so that a signal to us reaches all of it, and a deadline after it.
mkfifo "$dir/timer"
forward() {
    kill "-$1" -- "-$command" 2>/dev/null || true
    [ -n "$timer" ] || { (read -r -t 15 _ <>"$dir/timer" || kill -KILL -- "-$command") >/dev/null 2>&1 & timer=$!; }
}
set -m
setpriv --pdeathsig TERM -- "${within[@]}" "$@" </dev/null &
command=$!
set +m
trap 'forward INT' INT
trap 'forward TERM' TERM
trap 'forward HUP' HUP
code=0
while :; do
    code=0
    wait "$command" 2>/dev/null || code=$?
    kill -0 "$command" 2>/dev/null || break
done
exit "$code"
