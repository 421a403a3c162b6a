import Synchronization
import TestSupport

/// One of the replicas: an operator on a machine of its own, behind proxies that write down what it asks of each Docker host.
final class ChaosReplica: Sendable {
    /// Replicas, by number, whose wall clock the tests may move.
    static let withFakeClock = [1, 2]

    let number: Int
    let machine: TestMachine
    /// One before each Docker host, in the hosts' order.
    let proxies: [SocketProxy]
    private let state: TemporaryDirectory
    private let words: [String]
    private let lives = Mutex<[ChildProcess]>([])

    /// Does not start it yet.
    ///
    /// - Throws: `SystemError`.
    init(number: Int, on machine: TestMachine, redis: String, policies: String, engines: [Docker]) throws {
        self.number = number
        self.machine = machine
        state = try TemporaryDirectory()
        proxies = try engines.map { try SocketProxy(to: $0.host) }
        let hosts = zip(ChaosHost.names, proxies).map { ($0, $1.dockerHost) }
        words =
            [
                OperatorProcess.binary, "operator", "--policies", policies, "--state-dir", state.path,
                "--http", "127.0.0.1:0",
            ] + ReplicaFlags.words(identity: "r\(number + 1)", redis: redis, hosts: hosts)
        try setClock(seconds: 0)
    }

    deinit { kill() }

    /// Its name in leases.
    var identity: String { "r\(number + 1)" }

    /// The process that runs, or ran last.
    var process: ChildProcess? { lives.withLock { $0.last } }

    /// Everything written by all its processes.
    var log: String { lives.withLock { $0 }.map { $0.output + $0.errorOutput }.joined(separator: "--- next life\n") }

    /// Starts it, with the state its predecessor left, unless it runs.
    ///
    /// - Throws: `SystemError`.
    func start() throws {
        guard process?.isRunning != true else { return }
        var environment = Ward.neutral
        environment.merge(["MONITOR_CONTAINER_BLACKLIST": "*", "LOG_LEVEL": "debug", "REDIS_URL": ""]) { $1 }
        if Self.withFakeClock.contains(number), let library = Self.fakeClockLibrary {
            environment["LD_PRELOAD"] = library
            environment["FAKETIME_TIMESTAMP_FILE"] = state.file("clock")
            environment["FAKETIME_CACHE_DURATION"] = "1"
            environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
            environment["FAKETIME_DONT_RESET"] = "1"
        }
        let started = try machine.start(words, environment: environment)
        lives.withLock { $0.append(started) }
    }

    /// Moves its wall clock away from the true time, within a second; its monotonic clock goes on as ever.
    func setClock(seconds: Int) throws {
        try state.write("clock", "\(seconds < 0 ? "" : "+")\(seconds)\n")
    }

    func kill() { process?.kill() }
    func freeze() { process?.pause() }
    func thaw() { process?.resume() }

    /// How its processes ended that were not killed by us: nothing, unless it crashed.
    var crashes: [ChildExit] {
        lives.withLock { $0 }.compactMap(\.exit).filter { $0 != .signal(9) && $0 != .code(0) }
    }

    /// Whether its API answers.
    func answers() async -> Bool {
        let status = try? await ChildProcess.run(
            OperatorProcess.binary,
            ["status", "-o", "json", "--state-dir", state.path],
            within: .seconds(10)
        )
        return status?.succeeded == true
    }

    func stop() async { await process?.stop(within: .seconds(15)) }

    /// Debian's package `faketime` brings it.
    static let fakeClockLibrary = ["x86_64", "aarch64"].map { "/usr/lib/\($0)-linux-gnu/faketime/libfaketimeMT.so.1" }
        .first(where: Files.exists)
}
