import Testing

@testable import DockerEngine

@Suite struct ContainerStatsTests {
    private func stats(_ name: String) throws -> ContainerStats {
        ContainerStats(try EngineJSON.decode(StatsDocument.self, from: FixtureFiles.load(name)))
    }

    @Test("Docker 20.10, cgroup v1: the figures of docker stats")
    func cgroup1() throws {
        let stats = try stats("docker-20.10/stats.json")
        let percent = try #require(stats.cpuPercent)
        #expect(abs(percent - 17_516_055.0 / 1_970_000_000 * 2 * 100) < 1e-9)
        #expect(stats.onlineCPUs == 2)
        #expect(stats.memoryBytes == 2_347_008 - 360_448)
        #expect(stats.memoryLimitBytes == 64 << 20)
        #expect(stats.networkReceivedBytes == 736)
        #expect(stats.networkSentBytes == 0)
        #expect(stats.blockReadBytes == 0)
        #expect(stats.pids == 1)
        #expect(stats.hasReading)
        #expect(stats.containerID.count == 64)
    }

    @Test("Docker 24 and 29, cgroup v2: no list of CPUs, inactive_file", arguments: ["24.0", "29.0"])
    func cgroup2(release: String) throws {
        let stats = try stats("docker-\(release)/stats.json")
        #expect(stats.cpuPercent == 50)
        #expect(stats.memoryBytes == 209_715_200 - 83_886_080)
        #expect(stats.networkReceivedBytes == 1030)
        #expect(stats.networkSentBytes == 2040)
        #expect(stats.blockReadBytes == 5120)
        #expect(stats.blockWrittenBytes == 8192)
        #expect(stats.pids == 9)
    }

    @Test(
        "a first reading has no CPU percentage",
        arguments: ["docker-20.10/stats-first.json", "docker-29.0/stats-first.json", "podman-4.3/stats-first.json"]
    )
    func first(name: String) throws {
        let stats = try stats(name)
        #expect(stats.cpuPercent == nil)
        #expect(stats.cpuNanoseconds != nil)
        #expect(stats.memoryBytes != nil)
        #expect(stats.hasReading)
    }

    @Test("a stopped container has no figures")
    func stopped() throws {
        let stats = try stats("docker-20.10/stats-stopped.json")
        #expect(!stats.hasReading)
        #expect(stats.cpuPercent == nil)
        #expect(stats.cpuNanoseconds == nil)
        #expect(stats.memoryBytes == nil)
        #expect(stats.networkReceivedBytes == nil)
        #expect(stats.blockReadBytes == nil)
        #expect(stats.pids == nil)
    }

    @Test("on the host's network there are no network figures, and a device not yet used is zero")
    func hostNetwork() throws {
        let stats = try stats("docker-20.10/stats-host-network.json")
        #expect(stats.networkReceivedBytes == nil)
        #expect(stats.networkSentBytes == nil)
        #expect(stats.blockReadBytes == 0)
        #expect(stats.memoryBytes == 606_208)
        #expect(stats.memoryLimitBytes == 25_276_502_016)
        #expect(stats.pids == 1)
    }

    @Test("cgroup v2: lists that are null before the first block is read or written are zero")
    func idleCgroup2() throws {
        let stats = try stats("docker-24.0/stats-idle.json")
        #expect(stats.blockReadBytes == 0)
        #expect(stats.blockWrittenBytes == 0)
        #expect(stats.pids == 1)
        #expect(stats.hasReading)
    }

    @Test(
        "block I/O by shape: v1's words, v2's, null and nothing",
        arguments: [
            (
                #"[{"op":"Read","value":1},{"op":"Write","value":2},{"op":"Sync","value":9},{"op":"Total","value":9}]"#,
                1, 2
            ),
            (#"[{"major":8,"op":"read","value":3},{"major":9,"op":"read","value":4},{"op":"write","value":5}]"#, 7, 5),
            ("[]", 0, 0), ("null", nil, nil), ("{}", nil, nil),
        ] as [(String, UInt64?, UInt64?)]
    )
    func blockShapes(list: String, read: UInt64?, written: UInt64?) throws {
        let text = #"{"read":"2025-01-01T00:00:00Z","blkio_stats":{"io_service_bytes_recursive":\#(list)}}"#
        let stats = ContainerStats(try EngineJSON.decode(StatsDocument.self, from: Array(text.utf8)))
        #expect(stats.blockReadBytes == read)
        #expect(stats.blockWrittenBytes == written)
    }

    @Test(
        "a limit that is none is no figure, nor is a count of processes that is missing",
        arguments: ["0", "9223372036854771712", "18446744073709551615", "null", #""max""#]
    )
    func noLimit(limit: String) throws {
        let text = #"{"read":"2025-01-01T00:00:00Z","pids_stats":{},"memory_stats":{"usage":5,"limit":\#(limit)}}"#
        let stats = ContainerStats(try EngineJSON.decode(StatsDocument.self, from: Array(text.utf8)))
        #expect(stats.memoryBytes == 5)
        #expect(stats.memoryLimitBytes == nil)
        #expect(stats.pids == nil)
    }

    private func percent(_ cpu: String, _ previous: String) throws -> Double? {
        let text = #"{"read":"2025-01-01T00:00:00Z","cpu_stats":{\#(cpu)},"precpu_stats":{\#(previous)}}"#
        return ContainerStats(try EngineJSON.decode(StatsDocument.self, from: Array(text.utf8))).cpuPercent
    }

    @Test("the length of percpu_usage stands in for missing or zero online_cpus")
    func countedCPUs() throws {
        let usage = #""cpu_usage":{"total_usage":300,"percpu_usage":[1,2,3,4]},"system_cpu_usage":2000"#
        let before = #""cpu_usage":{"total_usage":100},"system_cpu_usage":1000"#
        #expect(try percent(usage, before) == 80)
        #expect(try percent(usage + #","online_cpus":0"#, before) == 80)
        #expect(try percent(usage + #","online_cpus":2"#, before) == 40)
    }

    @Test("no time between readings is no figure, a counter that went back is zero")
    func oddDeltas() throws {
        func cpu(_ total: Int, _ system: Int) -> String {
            #""cpu_usage":{"total_usage":\#(total)},"system_cpu_usage":\#(system),"online_cpus":1"#
        }
        #expect(try percent(cpu(5, 10), cpu(5, 10)) == nil)
        #expect(try percent(cpu(5, 9), cpu(4, 10)) == nil)
        #expect(try percent(cpu(5, 20), cpu(5, 10)) == 0)
        #expect(try percent(cpu(1, 20), cpu(5, 10)) == 0)
        #expect(try percent(cpu(5, 20), cpu(0, 0)) == nil)
        #expect(try percent(cpu(15, 20), cpu(5, 10)) == 100)
    }

    @Test("cache is only taken off where it is less than the usage")
    func cache() throws {
        func memory(_ json: String) throws -> UInt64? {
            let text = #"{"read":"2025-01-01T00:00:00Z","memory_stats":{\#(json)}}"#
            return ContainerStats(try EngineJSON.decode(StatsDocument.self, from: Array(text.utf8))).memoryBytes
        }
        #expect(try memory(#""usage":100,"stats":{"total_inactive_file":30,"inactive_file":10}"#) == 70)
        #expect(try memory(#""usage":100,"stats":{"total_inactive_file":300,"inactive_file":10}"#) == 90)
        #expect(try memory(#""usage":100,"stats":{"inactive_file":300}"#) == 100)
        #expect(try memory(#""usage":100"#) == 100)
        #expect(try memory(#""usage":"100","stats":null"#) == 100)
    }

    @Test("sums of absurd counters saturate")
    func saturation() throws {
        let text = #"""
            {"read":"2025-01-01T00:00:00Z","networks":{"a":{"rx_bytes":18446744073709551615},"b":{"rx_bytes":5}},
            "blkio_stats":{"io_service_bytes_recursive":[{"op":"","value":1},{"op":"Read","value":2},{"op":"Async"}]}}
            """#
        let stats = ContainerStats(try EngineJSON.decode(StatsDocument.self, from: Array(text.utf8)))
        #expect(stats.networkReceivedBytes == .max)
        #expect(stats.blockReadBytes == 2)
        #expect(stats.blockWrittenBytes == 0)
    }

    @Test("what a reading costs to decode (printed, not judged)")
    func cost() throws {
        let bytes = try FixtureFiles.load("docker-20.10/stats.json")
        let rounds = 500
        var sum: UInt64 = 0
        let time = try ContinuousClock().measure {
            for _ in 0..<rounds {
                sum &+= ContainerStats(try EngineJSON.decode(StatsDocument.self, from: bytes)).pids ?? 0
            }
        }
        #expect(sum == UInt64(rounds))
        print("stats decoding: \(time / rounds) a document of \(bytes.count) bytes")
    }
}
