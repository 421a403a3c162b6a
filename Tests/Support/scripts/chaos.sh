#!/usr/bin/env bash
# The chaos suite (`make chaos`): three replicas over two Docker hosts and a Redis with Sentinel, broken at random, round by round.
#   chaos.sh [--rounds N] [--seed S]    200 rounds from seed 1 on, unless told otherwise (or by HEMOSTAT_CHAOS_ROUNDS, _SEED)
# A failing round prints its seed: `chaos.sh --rounds 1 --seed S` does the same to a new rig, in the same order.
# It needs root, for network namespaces and the second Docker engine, and a debug build (make build).
set -euo pipefail
. "$(dirname "$0")/lib.sh"
rounds=${HEMOSTAT_CHAOS_ROUNDS:-200} seed=${HEMOSTAT_CHAOS_SEED:-1}
usage="usage: chaos.sh [--rounds N] [--seed S], both whole numbers"
while [ $# -gt 0 ]; do
    case $1 in
    --rounds) rounds=${2:-} ;;
    --seed) seed=${2:-} ;;
    *) die "$usage" ;;
    esac
    shift 2 || die "$usage"
done
[[ $rounds =~ ^[1-9][0-9]*$ && $seed =~ ^[0-9]+$ ]] || die "$usage"
[ "$(id -u)" = 0 ] || die "it needs root: run 'sudo make chaos'"
for tool in ip unshare nsenter redis-server; do has "$tool" || die "no $tool: run 'make deps'"; done
compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || die "no libfaketime: run 'make deps'"
cd "$top"
export HEMOSTAT_CHAOS_ROUNDS=$rounds HEMOSTAT_CHAOS_SEED=$seed
exec "$scripts/with-engine.sh" swift test --skip-build --disable-xctest --filter 'EndToEndTests.RealDocker/ChaosTests'
