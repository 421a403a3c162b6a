#!/usr/bin/env bash
# A Docker engine of our own, as root, whole in one directory: socket DIR/docker.sock, log where stdout goes.
#   private-engine.sh run DIR [DOCKERD_ARGUMENT…]   becomes dockerd
#   private-engine.sh stop DIR                      ends it with everything it started, and removes DIR
# Two engines in one network namespace would fight for docker0: when another dockerd lives in ours, this one gets a namespace of
# its own, kept at DIR/netns over restarts; who wants to reach its containers goes there (nsenter --net=DIR/netns).
set -euo pipefail
. "$(dirname "$0")/lib.sh"
readonly verb=${1:-} dir=${2:-}
[ -d "$dir" ] || die "usage: private-engine.sh run|stop DIR [DOCKERD_ARGUMENT…], DIR an existing directory"
shift 2

another_engine_here() {
    local process name network
    network=$(readlink /proc/self/ns/net)
    for process in /proc/[0-9]*; do
        { read -r name <"$process/comm"; } 2>/dev/null || continue
        [ "$name" = dockerd ] && [ "$(readlink "$process/ns/net" || true)" = "$network" ] && return 0
    done
    return 1
}

# In a container with cgroup v2 the processes must leave the root group before groups below it get controllers.
make_room_in_cgroups() {
    local group=/sys/fs/cgroup
    [ -e $group/cgroup.controllers ] && [ -e $group/cgroup.type ] && [ -s $group/cgroup.procs ] || return 0
    mkdir -p $group/init
    local process
    while read -r process; do echo "$process" >$group/init/cgroup.procs || true; done <$group/cgroup.procs 2>/dev/null
    sed -e 's/ / +/g' -e 's/^/+/' $group/cgroup.controllers >$group/cgroup.subtree_control || true
}

# dockerd takes a process id in these files for a living process; after a kill -9 it may be a zombie nobody has reaped yet.
forget_dead_containerd() {
    local file
    for file in "$dir/pid" "$dir"/exec/containerd/*.pid; do
        [ ! -e "$file" ] || [ -e "/proc/$(cat "$file")/exe" ] || rm -f "$file"
    done
}

run() {
    [ "$(id -u)" = 0 ] || die "a private Docker engine needs root"
    has dockerd || die "no dockerd: run 'make deps'"
    local within=()
    make_room_in_cgroups
    exec 9>/run/hemostat-test-engine.lock
    flock 9
    if [ ! -e "$dir/netns" ]; then
        if another_engine_here; then
            touch "$dir/netns"
            unshare --net="$dir/netns" ip link set lo up
        elif ! ip link show docker0 >/dev/null 2>&1; then
            iptables -S FORWARD 2>/dev/null | sed -n 1p >"$dir/forward-policy" || true
        fi
    fi
    [ ! -e "$dir/netns" ] || within=(nsenter --net="$dir/netns")
    [ -e "$dir/daemon.json" ] || echo '{}' >"$dir/daemon.json"
    rm -f "$dir/docker.sock"
    forget_dead_containerd
    exec "${within[@]}" dockerd --config-file "$dir/daemon.json" --data-root "$dir/data" --exec-root "$dir/exec" \
        --pidfile "$dir/pid" -H "unix://$dir/docker.sock" "$@" 9>&-
}

# Prints the ids of the engine's own processes with this name: dockerd, containerd and its shims name DIR in their arguments.
engine_processes() {
    local process name
    for process in /proc/[0-9]*; do
        { read -r name <"$process/comm"; } 2>/dev/null || continue
        [[ $name =~ ^($1)$ ]] && { tr '\0' ' ' <"$process/cmdline" | grep -qF "$dir/"; } 2>/dev/null && echo "${process#/proc/}"
    done
    return 0
}

# Prints the ids of the processes inside its containers: their control group ends in a container's id. A zombie (it has no
# executable any more) is nobody's.
container_processes() {
    local ids file
    ids=$(ls "$dir/data/containers" 2>/dev/null) || return 0
    [ -n "$ids" ] || return 0
    for file in $(grep -lF "$ids" /proc/[0-9]*/cgroup 2>/dev/null); do
        file=${file%/cgroup}
        [ ! -e "$file/exe" ] || echo "${file#/proc/}"
    done
    return 0
}

# A frozen group (docker pause) takes no signal before it thaws.
thaw() {
    local group
    group=$(sed -n 's/^[0-9]*:freezer://p' "/proc/$1/cgroup" 2>/dev/null) || return 0
    [ "${group:-/}" = / ] || { echo THAWED >"/sys/fs/cgroup/freezer$group/freezer.state"; } 2>/dev/null || true
}

signal_all() {
    local signal=$1 process
    shift
    for process; do kill "-$signal" "$process" 2>/dev/null || true; done
}

end_processes() {
    local deadline=$((SECONDS + 8)) process
    # dockerd first and politely, so that it does not bring the containers back and takes containerd along.
    signal_all TERM $(engine_processes dockerd)
    signal_all CONT $(engine_processes dockerd)
    while [ -n "$(engine_processes 'dockerd|containerd.*')$(container_processes)" ]; do
        for process in $(container_processes); do
            kill -KILL "$process" 2>/dev/null || true
            thaw "$process"
        done
        if [ $SECONDS -ge $deadline ] || [ -z "$(engine_processes dockerd)" ]; then
            signal_all KILL $(engine_processes 'dockerd|containerd.*')
        fi
        [ $SECONDS -lt $((deadline + 8)) ] || break
        sleep 0.05
    done
}

# In the machine's own network the engine leaves docker0 and its rules behind; they go when no other engine has been there before.
restore_network() {
    [ -s "$dir/forward-policy" ] && ! another_engine_here || return 0
    ip link delete docker0 2>/dev/null || true
    iptables-save 2>/dev/null | grep -vi docker | iptables-restore 2>/dev/null || true
    iptables $(cat "$dir/forward-policy") 2>/dev/null || true
}

stop() {
    end_processes
    restore_network
    local mount
    awk -v prefix="$dir/" 'index($5, prefix) == 1 { print $5 }' /proc/self/mountinfo | sort -r |
        while read -r mount; do umount -l "$mount" 2>/dev/null || true; done
    rm -rf --one-file-system "$dir"
}

case $verb in
run) run "$@" ;;
stop) stop ;;
*) die "usage: private-engine.sh run|stop DIR [DOCKERD_ARGUMENT…]" ;;
esac
