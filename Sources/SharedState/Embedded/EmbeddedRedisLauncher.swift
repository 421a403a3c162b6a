import Glibc
import Subprocess

/// Starts the private server as a daemon of its own session, so that it outlives the operator, whatever ends that.
struct EmbeddedRedisLauncher: Sendable {
    let layout: EmbeddedRedisLayout
    let options: EmbeddedRedisOptions

    /// Starts the server and returns when its daemon has been forked off, which is before it listens.
    func launch() async throws(EmbeddedRedisError) {
        unlink(layout.pidFile)
        let (name, path) = located
        let result: ExecutionResult<Void, StringOutput<UTF8>, StringOutput<UTF8>>
        do {
            // Only PATH: the operator's environment holds tokens that the server has no use for.
            result = try await Subprocess.run(
                .name(name),
                arguments: Arguments(arguments),
                environment: .custom(["PATH": path]),
                output: .string(limit: 1 << 16),
                error: .string(limit: 1 << 16)
            )
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw EmbeddedRedisError(
                .executableMissing,
                "\(options.executable) was not found; install it (apt-get install redis-server) or set REDIS_URL"
            )
        } catch is CancellationError {
            throw EmbeddedRedisError(.cancelled, "starting \(options.executable) was cancelled")
        } catch {
            throw EmbeddedRedisError(.startFailed, "\(options.executable) cannot be started: \(error)")
        }
        guard result.terminationStatus.isSuccess else {
            let text = result.standardError + result.standardOutput
            let line = text.split(separator: "\n").last.map(String.init) ?? layout.lastLogMessage ?? "no message"
            throw EmbeddedRedisError(.startFailed, "\(options.executable) refused to start in \(layout.data): \(line)")
        }
    }

    /// The program's name and the `PATH` to find it in.
    private var located: (name: String, path: String) {
        guard let slash = options.executable.lastIndex(of: "/") else {
            return (options.executable, getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin")
        }
        let name = options.executable[options.executable.index(after: slash)...]
        return (String(name), String(options.executable[..<slash]))
    }

    private var arguments: [String] {
        [
            "--daemonize", "yes",
            "--port", "0",
            "--unixsocket", layout.socket,
            "--unixsocketperm", "700",
            "--dir", layout.data,
            "--appendonly", "yes",
            "--appendfsync", "everysec",
            "--save", "",
            "--pidfile", layout.pidFile,
            "--logfile", layout.log,
        ]
    }
}
