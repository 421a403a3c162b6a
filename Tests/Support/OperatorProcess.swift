import Synchronization

/// The real `hemostat operator`, run as our child with a state directory and its HTTP listener on a port the kernel picked.
///
/// Ended at the latest with this object; what it leaves in the state directory goes with that.
package final class OperatorProcess: Sendable {
    /// The binary under test: `HEMOSTAT_BINARY`, else the build of this configuration.
    package static var binary: String {
        #if DEBUG
        let configuration = "debug"
        #else
        let configuration = "release"
        #endif
        return environmentVariable("HEMOSTAT_BINARY") ?? "\(Repository.path)/.build/\(configuration)/hemostat"
    }

    package let stateDirectory: TemporaryDirectory
    package let process: ChildProcess

    /// Starts an operator with a `--policies` folder.
    ///
    /// Without `docker` it takes `DOCKER_HOST` from our environment. The state directory of a killed operator starts its successor;
    /// nil makes a new one. More arguments come after ours; the environment is added to ours, an empty value removing the variable.
    /// - Throws: `SystemError`; the process may still fail after that.
    package init(
        policies: String? = nil,
        docker: String? = nil,
        stateDirectory: TemporaryDirectory? = nil,
        arguments: [String] = [],
        environment: [String: String] = [:]
    ) throws {
        let directory = try stateDirectory ?? TemporaryDirectory()
        self.stateDirectory = directory
        // Left by a predecessor it would name a port that is nobody's.
        Files.remove(directory.file("http-address"))
        process = try ChildProcess(
            Self.binary,
            ["operator", "--state-dir", directory.path, "--http", "127.0.0.1:0"]
                + (policies.map { ["--policies", $0] } ?? []) + (docker.map { ["--docker", $0] } ?? []) + arguments,
            environment: environment
        )
    }

    /// Before the state directory goes: an operator that finds its private Redis ended starts another one there.
    deinit { process.kill() }

    /// Starts an operator and waits until it is ready.
    /// - Throws: `SystemError`, `AwaitError` with the end of its log.
    package static func start(
        policies: String? = nil,
        docker: String? = nil,
        stateDirectory: TemporaryDirectory? = nil,
        arguments: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> OperatorProcess {
        let started = try OperatorProcess(
            policies: policies,
            docker: docker,
            stateDirectory: stateDirectory,
            arguments: arguments,
            environment: environment
        )
        try await started.waitUntilReady()
        return started
    }

    /// Everything it wrote so far: standard output, then standard error.
    package var log: String { process.output + process.errorOutput }

    /// The address its HTTP listener is bound to, `127.0.0.1:PORT`, from the state directory.
    package var httpAddress: String? {
        guard let text = try? Files.text(of: stateDirectory.file("http-address")) else { return nil }
        return text.split(separator: "\n").first.map(String.init)
    }

    /// Waits until `/readyz` answers 200.
    /// - Throws: `AwaitError` with the end of its log.
    package func waitUntilReady(within limit: Duration = .seconds(30)) async throws {
        try await eventually(within: limit, every: .milliseconds(10), "the operator to be ready") {
            guard process.isRunning else { throw CommandError(command: "hemostat operator", output: logTail) }
            let answer = try get("/readyz")
            guard answer.status == 200 else {
                throw CommandError(command: "GET /readyz", output: answer.body + logTail)
            }
            return true
        }
    }

    /// Asks its HTTP listener, blocking for the moment that takes.
    /// - Throws: `SystemError`, `CommandError` when it does not listen yet or does not speak HTTP.
    package func get(_ path: String) throws -> (status: Int, body: String) {
        guard let port = httpAddress?.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw CommandError(
                command: "GET \(path)",
                output: "no \(stateDirectory.file("http-address")) yet; \(logTail)"
            )
        }
        let socket = try Socket.connect(toLoopbackPort: port)
        socket.write(Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n".utf8))
        var bytes: [UInt8] = []
        while case let more = socket.read(), !more.isEmpty { bytes += more }
        let text = String(decoding: bytes, as: UTF8.self)
        let words = text.split(separator: " ", maxSplits: 2)
        guard words.count > 1, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            throw CommandError(command: "GET \(path)", output: "no HTTP answer: \(text)")
        }
        return (status, text.components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "\r\n\r\n"))
    }

    /// Runs a client verb against this operator, such as `["status", "-o", "json"]`.
    /// - Throws: `AwaitError`, `SystemError`.
    package func client(_ words: [String]) async throws -> ChildProcess.Result {
        try await ChildProcess.run(Self.binary, words + ["--state-dir", stateDirectory.path])
    }

    /// Asks it to end (SIGTERM) and returns how it did; past the limit it is killed.
    @discardableResult
    package func stop(within limit: Duration = .seconds(10)) async -> ChildExit { await process.stop(within: limit) }

    /// Ends it at once (SIGKILL); its private Redis goes on.
    package func kill() { process.kill() }

    private var logTail: String { String(log.suffix(2_000)) }
}
