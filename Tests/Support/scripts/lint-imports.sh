#!/usr/bin/env bash
# Checks the arrows between our modules: every `import` below Sources must be in the list of its module, the table "Rooms" of the
# architecture; a module without a list is refused. Nothing anywhere imports Foundation, XCTest or a second YAML library.
#   lint-imports.sh [ROOT]        checks a tree (default: this repository), prints FILE:LINE: …, exit 1 when an import is not allowed
#   lint-imports.sh --self-test   proves on a small tree that it finds what it must and nothing else
set -euo pipefail
. "$(dirname "$0")/lib.sh"

# For any Swift module but HemoStatCore.
readonly common="Logging Metrics ServiceLifecycle UnixSignals AsyncAlgorithms Synchronization Crypto Subprocess SystemPackage
    DequeModule HeapModule OrderedCollections HashTreeCollections BitCollections FoundationEssentials Glibc Musl Darwin"

# MODULE or MODULE/FOLDER, colon, what it may import beside `common`. The longest prefix of a file's path counts; * is everything.
# HemoStatCore's line is complete: it gets nothing from `common`.
readonly rooms="
HemoStatCore: FoundationEssentials Crypto DequeModule HeapModule OrderedCollections HashTreeCollections BitCollections
ReconcilerKit:
CurlTransport: CCurl
PatternMatching: CPCRE2
PolicyDocuments: CYAML HemoStatCore PatternMatching
DockerEngine: CurlTransport HemoStatCore
SharedState: NIOCore NIOPosix NIOSSL HemoStatCore ReconcilerKit
PolicySources: PolicyDocuments SharedState HemoStatCore ReconcilerKit
Agents: HemoStatCore ReconcilerKit DockerEngine SharedState CurlTransport PatternMatching
OperatorAPI: HemoStatCore SharedState PolicyDocuments Hummingbird HummingbirdCore HummingbirdTLS HTTPTypes NIOCore NIOSSL
OperatorClient: CurlTransport HemoStatCore
hemostat: *
"
readonly nowhere="Foundation FoundationNetworking FoundationXML FoundationInternationalization XCTest Yams"

check() {
    local tree=$1 files
    cd "$tree"
    mapfile -t files < <(find Sources Tests Package.swift -name '*.swift' -type f 2>/dev/null | sort)
    [ ${#files[@]} -gt 0 ] || die "no Swift files below $tree"
    awk -v common="$common" -v rooms="$rooms" -v nowhere="$nowhere" '
        function add(set, words,    list, count, i) {
            count = split(words, list, /[ \t\n]+/)
            for (i = 1; i <= count; i++) if (list[i] != "") allowed[set, list[i]] = 1
        }
        # The row for a file: the longest row name that is its folder or one above it.
        function room_of(path,    best, row) {
            best = ""
            for (row in row_names)
                if (index(path, "Sources/" row "/") == 1 && length(row) > length(best)) best = row
            return best
        }
        function complain(text) {
            print FILENAME ":" FNR ": " text
            bad = 1
        }
        BEGIN {
            add("nowhere", nowhere)
            rows = split(rooms, lines, "\n")
            for (i = 1; i <= rows; i++) {
                colon = index(lines[i], ":")
                if (!colon) continue
                name = substr(lines[i], 1, colon - 1)
                row_names[name] = 1
                add(name, substr(lines[i], colon + 1))
                if (name != "HemoStatCore") add(name, common)
            }
        }
        FNR == 1 { room = room_of(FILENAME); in_comment = 0 }
        FNR == 1 && room == "" && FILENAME ~ /^Sources\// {
            complain("this module has no row in " self ": add it to the table, and to the architecture")
        }
        {
            line = $0
            sub(/\/\/.*/, "", line)
            statements = split(line, parts, ";")
            for (i = 1; i <= statements; i++) {
                part = parts[i]
                # Attributes and access levels before, the kind of a single declaration after the keyword.
                while (sub(/^[ \t]*(@[A-Za-z_]+(\([^)]*\))?|public|package|internal|fileprivate|private|open)[ \t]+/, "", part)) {}
                if (!sub(/^[ \t]*import[ \t]+/, "", part)) continue
                sub(/^(typealias|struct|class|enum|protocol|let|var|func|actor)[ \t]+/, "", part)
                if (!match(part, /^[A-Za-z_][A-Za-z_0-9]*/)) continue
                module = substr(part, 1, RLENGTH)
                if (("nowhere", module) in allowed)
                    complain("nothing here imports " module)
                else if (room != "" && !((room, "*") in allowed) && !((room, module) in allowed))
                    complain(room " may not import " module " (its row in " self " is the architecture\047s table of rooms)")
            }
        }
        END { exit bad }
    ' self="Tests/Support/scripts/lint-imports.sh" "${files[@]}"
}

self_test() {
    tree=$(mktemp -d)
    trap 'rm -rf "$tree"' EXIT
    mkdir -p "$tree"/Sources/{HemoStatCore/Resources,DockerEngine,SharedState,Agents,hemostat,Unknown} "$tree/Tests/AgentsTests"
    cat >"$tree/Sources/HemoStatCore/Resources/A.swift" <<'S'
import FoundationEssentials
package import OrderedCollections
// import Logging
import Logging
S
    cat >"$tree/Sources/DockerEngine/B.swift" <<'S'
#if canImport(Glibc)
    import Glibc
#endif
@preconcurrency package import SharedState
@_spi(Tests) private import struct CurlTransport.HTTPRequest
import struct Foundation.Data
let importance = "import NIOCore"
S
    echo 'internal import HemoStatCore; import CCurl' >"$tree/Sources/SharedState/C.swift"
    echo '@testable import Foundation' >"$tree/Tests/AgentsTests/D.swift"
    printf 'import ArgumentParser\nimport DockerEngine\n' >"$tree/Sources/hemostat/E.swift"
    echo 'import Logging' >"$tree/Sources/Unknown/F.swift"
    printf 'import NIOCore\nimport DockerEngine\nimport OperatorClient\n' >"$tree/Sources/Agents/G.swift"
    local expected found
    expected="Sources/Agents/G.swift:1 Sources/Agents/G.swift:3 Sources/DockerEngine/B.swift:4 Sources/DockerEngine/B.swift:6 \
Sources/HemoStatCore/Resources/A.swift:4 Sources/SharedState/C.swift:1 Sources/Unknown/F.swift:1 Tests/AgentsTests/D.swift:1"
    if found=$("$scripts/lint-imports.sh" "$tree"); then die "self-test: it exits 0 over forbidden imports"; fi
    found=$(cut -d: -f1,2 <<<"$found" | tr '\n' ' ')
    [ "${found% }" = "$expected" ] || die "self-test: expected $expected, found $found"
    rm "$tree"/Sources/{Agents/G,DockerEngine/B,HemoStatCore/Resources/A,SharedState/C,Unknown/F}.swift "$tree/Tests/AgentsTests/D.swift"
    "$scripts/lint-imports.sh" "$tree" || die "self-test: it refuses a tree with allowed imports only"
}

case ${1:-} in
--self-test) self_test ;;
*) check "${1:-$top}" ;;
esac
