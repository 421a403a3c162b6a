import Glibc
import Synchronization

/// A program run as our child, its output in files, ended at the latest with this object and never left a zombie.
package final class ChildProcess: Sendable {
    package let name: String
    package let pid: Int32
    /// The file holding what it wrote to standard output so far.
    package let outputPath: String
    /// The file holding what it wrote to standard error so far.
    package let errorPath: String
    private let folder: TemporaryDirectory
    /// How it ended, nil while it runs.
    ///
    /// Signals are sent under this lock: its id cannot be anybody else's before it is reaped.
    private let ended = Mutex<ChildExit?>(nil)

    /// Starts a program, given by its path or by a name to be found on `PATH`.
    ///
    /// The environment is added to our own, an empty value removing the variable; a nil directory is ours.
    /// - Throws: `SystemError` when it cannot be started.
    package init(
        _ executable: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:],
        directory: String? = nil
    ) throws {
        name = executable
        folder = try TemporaryDirectory()
        outputPath = folder.file("out")
        errorPath = folder.file("err")
        pid = try Spawn(
            executable: executable,
            arguments: arguments,
            environment: ChildProcess.inherited(adding: environment),
            directory: directory,
            input: nil,
            outputPath: outputPath,
            errorPath: errorPath
        ).start()
        Reaper.shared?.watch(.process(pid))
    }

    deinit { kill() }

    /// What it wrote to standard output so far, invalid UTF-8 repaired.
    package var output: String { (try? Files.text(of: outputPath)) ?? "" }

    /// What it wrote to standard error so far, invalid UTF-8 repaired.
    package var errorOutput: String { (try? Files.text(of: errorPath)) ?? "" }

    /// How it ended; nil while it runs.
    package var exit: ChildExit? { ended.withLock { reap(&$0, options: WNOHANG) } }

    package var isRunning: Bool { exit == nil }

    /// Sends it a signal; does nothing once it has ended.
    package func signal(_ number: Int32) {
        ended.withLock { ended in
            if reap(&ended, options: WNOHANG) == nil { Glibc.kill(pid, number) }
        }
    }

    /// Stops it where it is, as a freeze of the machine would.
    package func pause() { signal(SIGSTOP) }

    /// Lets it go on after `pause()`.
    package func resume() { signal(SIGCONT) }

    /// Ends it at once (SIGKILL) and waits for its end; idempotent.
    package func kill() {
        ended.withLock { ended in
            guard reap(&ended, options: WNOHANG) == nil else { return }
            Glibc.kill(pid, SIGKILL)
            _ = reap(&ended, options: 0)
        }
    }

    /// Waits for its end.
    /// - Throws: `AwaitError`, naming the end of what it wrote to standard error; it then still runs.
    @discardableResult
    package func waitForExit(within limit: Duration = .seconds(30)) async throws -> ChildExit {
        try await eventually(within: limit, every: .milliseconds(5), "\(name) (process \(pid)) to end", value: { exit })
    }

    /// Asks it to end (SIGTERM), and ends it when it has not within the limit.
    @discardableResult
    package func stop(within limit: Duration = .seconds(5)) async -> ChildExit {
        signal(SIGTERM)
        signal(SIGCONT)
        if let exit = try? await waitForExit(within: limit) { return exit }
        kill()
        return exit ?? .signal(SIGKILL)
    }

    /// Collects the exit status if there is one.
    ///
    /// Nobody else waits for our children, so an error means it is gone.
    private func reap(_ ended: inout ChildExit?, options: Int32) -> ChildExit? {
        if let ended { return ended }
        var status: Int32 = 0
        var result: pid_t
        repeat { result = waitpid(pid, &status, options) } while result < 0 && errno == EINTR
        guard result != 0 else { return nil }
        Reaper.shared?.forget(.process(pid))
        ended = result == pid ? ChildExit(status: status) : .signal(0)
        return ended
    }
}
