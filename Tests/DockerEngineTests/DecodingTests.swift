import Testing

@testable import DockerEngine

@Suite struct DecodingTests {
    /// How a kind of fixture is decoded, as the client does it.
    private static func decode(_ kind: String, _ bytes: [UInt8]) throws {
        switch kind {
        case "version": _ = try EngineJSON.decode(EngineVersion.self, from: bytes)
        case "info": _ = try EngineJSON.decode(EngineInfo.self, from: bytes)
        case "containers": _ = try EngineJSON.decode([ContainerSummary].self, from: bytes)
        case "inspect": _ = try EngineJSON.decode(ContainerInspection.self, from: bytes)
        case "stats": _ = ContainerStats(try EngineJSON.decode(StatsDocument.self, from: bytes))
        default: _ = try bytes.split(separator: 0x0A).map { try EngineEvent.parse(Array($0)) }
        }
    }

    private static let kinds = ["version", "info", "containers", "inspect", "stats", "events"]

    @Test("every captured and documented answer decodes", arguments: kinds)
    func wholeDocuments(kind: String) throws {
        let names = try FixtureFiles.names(of: kind)
        #expect(names.count >= 2)
        for name in names {
            #expect(throws: Never.self, "\(name)") { try Self.decode(kind, FixtureFiles.load(name)) }
        }
    }

    @Test("cut and spoilt answers are errors or values, never a crash", arguments: kinds)
    func mutilatedDocuments(kind: String) throws {
        var random = SplitMix(state: 0x5EED)
        for name in try FixtureFiles.names(of: kind) {
            let bytes = try FixtureFiles.load(name)
            for length in stride(from: 0, to: bytes.count, by: max(bytes.count / 40, 1)) {
                try? Self.decode(kind, Array(bytes[..<length]))
            }
            for _ in 0..<60 {
                var spoilt = bytes
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    spoilt[Int.random(in: 0..<spoilt.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                try? Self.decode(kind, spoilt)
            }
        }
    }

    /// Values that replace each value of a document in turn.
    private static let strangers = ["null", "[]", "{}", "\"7\"", "-1", "1e400", "1.5", "true", "[[[]]]"]

    @Test("a value of another type never loses the rest", arguments: strangers)
    func strangeValues(stranger: String) throws {
        let document = #"""
            {"Id":"x","Name":@,"Image":@,"Created":@,"RestartCount":@,"Config":@,"HostConfig":@,"NetworkSettings":@,
            "Mounts":@,"State":{"Status":"exited","Running":@,"Paused":@,"Restarting":@,"OOMKilled":@,"Dead":@,"Pid":@,
            "ExitCode":@,"Error":@,"StartedAt":@,"FinishedAt":@,"Health":@}}
            """#
        let text = document.split(separator: "@", omittingEmptySubsequences: false).joined(separator: stranger)
        guard stranger != "1e400" else {
            // Not a number JSON decoders can hold: refused as a whole or read as absent, but never a crash.
            _ = try? EngineJSON.decode(ContainerInspection.self, from: Array(text.utf8))
            return
        }
        let container = try EngineJSON.decode(ContainerInspection.self, from: Array(text.utf8))
        #expect(container.id == "x")
        #expect(container.state.status != nil)
    }

    @Test("a document without what it must have is refused")
    func missingEssentials() {
        for text in ["{}", #"{"Id":"x"}"#, #"{"State":{}}"#, #"{"Id":"","State":{}}"#, #"{"Id":7,"State":{}}"#] {
            #expect(throws: (any Error).self, "\(text)") {
                try EngineJSON.decode(ContainerInspection.self, from: Array(text.utf8))
            }
        }
        for text in [#"[{"Id":"a"},{}]"#, "{}", "null", #"[{"Id":""}]"#, #"["a"]"#] {
            #expect(throws: (any Error).self, "\(text)") {
                try EngineJSON.decode([ContainerSummary].self, from: Array(text.utf8))
            }
        }
    }
}

/// Reproducible random numbers (Steele, Lea, Flood: SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
