# Shared by the scripts of this folder: sourced, never run.
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$scripts/../../.." && pwd)
PATH=$PATH:/opt/swift/usr/bin:/usr/local/sbin:/usr/sbin:/sbin

note() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { note "$@"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# Whether a Docker engine answers at this address (unix://…, tcp://…) within five seconds.
engine_answers() {
    [ -n "$1" ] && has docker &&
        env -u DOCKER_CONTEXT DOCKER_HOST="$1" timeout 5 docker version --format '{{.Server.Version}}' >/dev/null 2>&1
}

# Prints the address of the engine this machine already has; fails when there is none.
existing_engine() {
    local address
    for address in "${DOCKER_HOST:-}" unix:///var/run/docker.sock; do
        if engine_answers "$address"; then
            echo "$address"
            return 0
        fi
    done
    return 1
}

# Ends, by id, the processes whose working directory is this folder or one below it, and removes the folder.
remove_with_processes() {
    local process
    for process in /proc/[0-9]*; do
        case $(readlink "$process/cwd" || true)/ in "$1"/*) kill -KILL "${process#/proc/}" || true ;; esac
    done
    rm -rf --one-file-system "$1"
}
