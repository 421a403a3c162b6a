#!/usr/bin/env bash
# Cleans up after a test process that died: it writes `+ KIND VALUE` to our standard input for what it starts and `- KIND VALUE`
# for what it has ended itself; what is left when the input ends is ended here. Kinds: process, container, engine, directory.
set -u
. "$(dirname "$0")/lib.sh"
trap '' INT TERM HUP
declare -A left=()
while read -r sign kind value; do
    if [ "$sign" = + ]; then left["$kind $value"]=1; else unset "left[$kind $value]"; fi
done

# Runs a command for each value of a kind.
each() {
    local kind=$1 item
    shift
    for item in "${!left[@]}"; do
        [ "${item%% *}" != "$kind" ] || "$@" "${item#* }" || true
    done
}

# An engine's address and a container's name, as one word: ADDRESS,NAME.
remove_container() { DOCKER_HOST=${1%,*} timeout 30 docker rm -fv "${1##*,}"; }

each process kill -KILL
each container remove_container
each engine "$scripts/private-engine.sh" stop
each directory remove_with_processes
