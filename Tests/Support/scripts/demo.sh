#!/usr/bin/env bash
# `make demo`, run by with-engine.sh after the build: breaks a real container under the eyes of a real operator and shows when Docker
# noticed, when HemoStat acted and when it had verified the cure. Exit 0 only if the container was healed. Everything it makes is
# named hemostat-demo-* or lies in one temporary folder, and is gone at the end.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$top"
readonly hemostat=${HEMOSTAT_BINARY:-$top/.build/debug/hemostat}
readonly image=hemostat-test/busybox label=hemostat.dev/demo=true
readonly patient=hemostat-demo-web bystander=hemostat-demo-worker
[ -x "$hemostat" ] || die "no $hemostat: run 'make build'"
[ -n "${DOCKER_HOST:-}" ] || die "no Docker engine: run 'make demo'"
# The demo keeps to itself: no Redis, Slack or state of the user's.
unset REDIS_URL REDIS_HOST REDIS_PASSWORD SLACK_WEBHOOK_URL HEMOSTAT_STATE_DIR HEMOSTAT_HTTP RESPONDER_DRY_RUN LOG_FORMAT
work=$(mktemp -d /tmp/hs-demo-XXXXXX)
operator=''
began=${EPOCHREALTIME/[.,]/}

say() {
    local passed=$((${EPOCHREALTIME/[.,]/} - began))
    printf '%4d.%02d s  %s\n' $((passed / 1000000)) $((passed / 10000 % 100)) "$*"
}

# The operator's end comes first, then the containers', so that nobody heals what is being removed.
clean_up() {
    local code=$? left deadline=$((SECONDS + 10))
    trap '' INT TERM HUP
    if [ -n "$operator" ]; then
        kill -TERM "$operator" 2>/dev/null || true
        while kill -0 "$operator" 2>/dev/null && [ $SECONDS -lt $deadline ]; do sleep 0.05; done
        kill -KILL "$operator" 2>/dev/null || true
        wait "$operator" 2>/dev/null || true
    fi
    if [ $code != 0 ] && [ -s "$work/operator.log" ]; then
        echo "--- the end of the operator's log"
        tail -n 25 "$work/operator.log"
    fi
    left=$(docker ps -aq --filter "label=$label")
    [ -z "$left" ] || docker rm -f $left >/dev/null || true
    remove_with_processes "$work" 2>/dev/null
    exit $code
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# wait_until SECONDS WHAT COMMAND…: asks until the command succeeds; when time runs out, or the operator ends, the demo has failed.
wait_until() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        [ -z "$operator" ] || kill -0 "$operator" 2>/dev/null || die "the operator ended while the demo waited for $what"
        [ $SECONDS -lt $deadline ] || die "waited in vain for $what"
        sleep 0.1
    done
}

start_container() {
    docker run -d --name "$1" --label "$label" --health-cmd 'test ! -f /dev/shm/broken' --health-interval 1s \
        --health-timeout 2s --health-retries 1 "$image" \
        sh -c 'trap "exit 143" TERM; while :; do sleep 3600 & wait $!; done' >/dev/null || die "could not start the container $1: Docker's reason is above"
}

health() { [ "$(docker inspect --format '{{.State.Health.Status}}' "$1")" = "$2" ]; }
status_json() { "$hemostat" status --state-dir "$work" -o json 2>/dev/null; }
episode() { status_json | jq -ce --arg name "$patient" '[.episodes[] | select(.container == $name)] | last // empty'; }
is_resolved() { [ "$(episode | jq -r .phase)" = Resolved ]; }
is_ready() {
    local address host
    address=$(head -n 1 "$work/http-address" 2>/dev/null) || return 1
    host=${address%:*}
    { exec 8<>"/dev/tcp/$host/${address##*:}"; } 2>/dev/null || return 1
    printf 'GET /readyz HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$address" >&8
    local line=''
    read -r -t 5 line <&8 || true
    exec 8>&-
    [[ $line == "HTTP/1.1 200"* ]]
}

# Nanoseconds since 1970 of the patient's first event of this kind after the fault; empty when there was none.
event_time() {
    docker events --since "$fault_at" --until "$(date +%s.%N)" --filter "container=$patient" --filter "event=$1" \
        --format '{{.TimeNano}} {{.Action}}' | awk -v wanted="$2" '$0 ~ wanted { print $1; exit }'
}

# A line of the table: what happened, when, and how long after the line before.
moment() {
    local what=$1 time=$2 since=$3
    [ -n "$time" ] || die "Docker's events do not show it: $what"
    printf '  %-44s %s.%03d   %8s ms\n' "$what" "$(date -d "@$((time / 1000000000))" +%T)" $((time / 1000000 % 1000)) \
        "$(awk -v ns=$((time - since)) 'BEGIN { printf "+%.1f", ns / 1000000 }')"
}

left=$(docker ps -aq --filter "label=$label")
[ -z "$left" ] || docker rm -f $left >/dev/null
say "Two containers, each with a HEALTHCHECK: $patient and $bystander"
start_container "$patient"
start_container "$bystander"

say "The operator, with policies/demo.yaml"
mkdir "$work/policies"
cp policies/demo.yaml "$work/policies/"
"$hemostat" operator --policies "$work/policies" --state-dir "$work" --http 127.0.0.1:0 >"$work/operator.log" 2>&1 </dev/null &
operator=$!
wait_until 30 "the operator to be ready" is_ready
wait_until 30 "$patient to be healthy" health "$patient" healthy
wait_until 30 "$bystander to be healthy" health "$bystander" healthy
say "Ready, both healthy. Now $patient is broken"
run_before=$(docker inspect --format '{{.State.StartedAt}}' "$bystander")
fault_at=$(date +%s.%N)
docker exec "$patient" touch /dev/shm/broken

wait_until 90 "HemoStat to heal $patient and to verify it" is_resolved
health "$patient" healthy || die "HemoStat says resolved, but Docker says that $patient is not healthy"
[ "$(docker inspect --format '{{.State.StartedAt}}' "$bystander")" = "$run_before" ] || die "$bystander was touched, which was well all the time"
say "Healed and verified. What 'hemostat status' says:"
echo
"$hemostat" status --state-dir "$work" | sed 's/^/  /'
echo
healed=$(episode)
printf '  why: %s\n\n' "$(jq -r '.cause // .message // "-"' <<<"$healed")"

fault=${fault_at/./}
noticed=$(event_time health_status unhealthy)
acted=$(event_time kill kill)
cured=$(event_time health_status ': healthy')
verified=$(date -d "$(jq -r '[.transitions[] | select(.phase == "Resolved")] | last | .at' <<<"$healed")" +%s%N)
echo "  what happened                                when             after the line before"
moment "the container was broken" "$fault" "$fault"
moment "Docker noticed (health_status: unhealthy)" "$noticed" "$fault"
moment "HemoStat acted (restart: Docker's kill)" "$acted" "$noticed"
moment "Docker says healthy again" "$cured" "$acted"
moment "HemoStat verified convergence (stableFor 3s)" "$verified" "$cured"
echo
say "The demo cleans up after itself"
