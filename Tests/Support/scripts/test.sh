#!/usr/bin/env bash
# `make test` after its set-up: builds, lints, runs every test against a real engine, and ends with the counts in one line.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$top"
log=.build/test.log
swift build --build-tests
make lint
code=0
# Pure tests first, by themselves: hundreds of them at once keep every thread busy, and what waits for a socket would starve.
# End to end comes last and alone: what runs in parallel with it would take the time its operators need.
passes='pure="HemoStatCoreTests|PolicyDocumentsTests|PatternMatchingTests"
code=0
swift test --skip-build --disable-xctest --filter "$pure" || code=$?
swift test --skip-build --disable-xctest --skip "$pure|EndToEndTests" || code=$?
swift test --skip-build --disable-xctest --filter EndToEndTests || code=$?
exit $code'
"$scripts/with-engine.sh" bash -c "$passes" 2>&1 | tee "$log" || code=$?
# Swift Testing marks each test left out with a line of its own.
skipped=$(grep -cE '^[^ ]* *Test .* skipped[.:]' "$log" || true)
result=$(grep -E 'Test run with [0-9]+ tests?' "$log" || true)
echo
if [ "${HEMOSTAT_TEST_DOCKER:-1}" = 0 ]; then
    echo "make test: $skipped tests left out because of HEMOSTAT_TEST_DOCKER=0"
elif [ "$skipped" -gt 0 ]; then
    echo "make test: $skipped tests left out by their own conditions"
fi
if [ $code = 0 ] && [ -z "$result" ]; then
    code=1
    echo "make test: no test ran"
fi
[ $code = 0 ] && echo "make test: passed in ${SECONDS} s" || echo "make test: FAILED (exit code $code) after ${SECONDS} s; the whole log is $log"
[ -z "$result" ] || echo "$result"
# Last, where whoever sees only the end of a long log finds it.
[ $code = 0 ] || grep -E 'recorded an issue' "$log" | cut -c 1-400 | head -n 30 || true
exit $code
