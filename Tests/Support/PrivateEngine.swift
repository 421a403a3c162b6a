import Glibc
import Synchronization

/// A `dockerd` of a test's own, which it may stop, kill, freeze and start again, with the test image.
///
/// It needs root. Ended, with everything it started, at the latest with this object.
///
/// When another engine lives in our network namespace this one gets its own, `networkNamespace`; its containers' addresses and
/// published ports answer only there, its socket everywhere.
package final class PrivateEngine: Sendable {
    /// The engine's folder: socket, data, log.
    package let folder: String
    /// The engine's address, as in `DOCKER_HOST`.
    package var host: String { "unix://\(socketPath)" }
    package var socketPath: String { "\(folder)/docker.sock" }
    package var docker: Docker { Docker(host: host) }
    private let arguments: [String]
    private let child = Mutex<ChildProcess?>(nil)
    private let closed = Atomic(false)

    /// Starts an engine, with more arguments for `dockerd` such as `--live-restore`, and gives it the test image.
    ///
    /// - Throws: `SystemError`, `AwaitError`, `CommandError`.
    package static func start(arguments: [String] = []) async throws -> PrivateEngine {
        let engine = try PrivateEngine(arguments: arguments)
        do {
            try await engine.start()
            try await engine.importImage()
        } catch {
            engine.close()
            throw error
        }
        return engine
    }

    private init(arguments: [String]) throws {
        guard getuid() == 0 else { throw SystemError("a private Docker engine", number: EPERM) }
        var template = Array("/tmp/hs-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw SystemError("mkdtemp /tmp/hs-XXXXXX") }
        folder = String(cString: made)
        self.arguments = arguments
        Reaper.shared?.watch(.engine(folder))
    }

    deinit { close() }

    /// The process id of `dockerd`; nil while it does not run.
    package var pid: Int32? { child.withLock { $0?.isRunning == true ? $0?.pid : nil } }

    /// The file that names its network namespace (`nsenter --net=…`); nil when it shares ours.
    package var networkNamespace: String? {
        Files.exists("\(folder)/netns") ? "\(folder)/netns" : nil
    }

    /// What the running `dockerd` wrote to its log.
    package var log: String { child.withLock { $0?.errorOutput } ?? "" }

    /// Starts `dockerd` with the data it had, and waits until it answers.
    /// - Throws: `SystemError`, `AwaitError`.
    package func start() async throws {
        let started = try ChildProcess(Repository.script("private-engine.sh"), ["run", folder] + arguments)
        child.withLock { $0 = started }
        try await eventually(within: .seconds(60), every: .milliseconds(50), "dockerd in \(folder) to answer") {
            guard started.isRunning else {
                throw CommandError(command: "dockerd", output: String(started.errorOutput.suffix(1_000)))
            }
            return await docker.isAvailable
        }
    }

    /// Asks it to end (SIGTERM) and waits; without `--live-restore` it stops its containers first.
    package func stop(within limit: Duration = .seconds(30)) async {
        let running = child.withLock { $0 }
        await running?.stop(within: limit)
    }

    /// Ends `dockerd` at once (SIGKILL), and containerd with it: the containers go on, as after a crash.
    package func kill() { child.withLock { $0?.kill() } }

    /// Freezes `dockerd`: its socket accepts and nothing answers.
    package func pause() { child.withLock { $0?.pause() } }

    package func resume() { child.withLock { $0?.resume() } }

    /// Stops it and starts it again with the same data at the same place.
    /// - Throws: `SystemError`, `AwaitError`.
    package func restart() async throws {
        await stop()
        try await start()
    }

    /// Ends the engine and everything it started, and removes its folder.
    ///
    /// Blocks for about a second. Idempotent.
    package func close() {
        guard !closed.exchange(true, ordering: .relaxed) else { return }
        // dockerd is our child: ended by the script it is a zombie, to the script as good as gone, until reaped below.
        _ = try? Spawn(
            executable: Repository.script("private-engine.sh"),
            arguments: ["stop", folder],
            environment: nil,
            directory: nil,
            input: nil,
            outputPath: "/dev/null",
            errorPath: "/dev/null"
        ).finish()
        child.withLock { $0?.kill() }
        Reaper.shared?.forget(.engine(folder))
    }

    private func importImage() async throws {
        let result = try await ChildProcess.run(
            Repository.script("busybox-image.sh"),
            environment: docker.environment,
            within: .seconds(120)
        )
        guard result.succeeded else { throw CommandError(command: "busybox-image.sh", output: result.errorOutput) }
    }
}
