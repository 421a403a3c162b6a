import CurlTransport

/// `/containers/{id}/exec`, `/exec`.
extension DockerClient {
    /// Runs a command in a container, without a shell, a terminal or input, and waits for its end.
    ///
    /// `timeout` is the command's own: it runs from the request to start it; what comes before and after has
    /// `DockerLimits.callTimeout`. A command that has not ended by then runs on unwatched (Docker cannot end it), and the
    /// result has `timedOut`. Of the output at most `maximumOutputBytes` are kept: the newest lines, each cut at 8 KiB;
    /// the rest is read and dropped.
    ///
    /// It is never started twice. Throws `conflict` when the container does not run, is paused, or stops meanwhile,
    /// `notFound` when there is none, `badRequest` where an engine refuses to start the command. No error has the
    /// command's arguments in it; `mayHaveHappened` says whether the command may have run.
    ///
    /// Source: Docker Engine API, "Exec".
    package func exec(
        _ id: String,
        command: [String],
        timeout: Duration,
        maximumOutputBytes: Int
    ) async throws(DockerError) -> ExecResult {
        let creation = try execCreation(id, command, timeout: timeout)
        // A command not yet sent when its task is cancelled is never sent.
        guard !Task.isCancelled else {
            throw DockerError(.cancelled, "the call was cancelled before it was sent", call: creation.description)
        }
        let session = try await prepare(creation)
        let start = EngineCall(
            method: .post,
            path: "/exec/\(session.id)/start",
            timeout: timeout,
            maximumBodyBytes: limits.documentBytes,
            hasSideEffect: true,
            body: Array(#"{"Detach":false,"Tty":false}"#.utf8),
            confidential: creation.confidential
        )
        return try await run(start, session, timeout: timeout, maximumOutputBytes: maximumOutputBytes, clock: clock)
    }

    /// Makes the command ready; whatever goes wrong here, it has not run.
    private func prepare(_ creation: EngineCall) async throws(DockerError) -> ExecSession {
        do throws(DockerError) {
            return try await fetch(ExecSession.self, creation, what: "a command's id")
        } catch {
            throw DockerError(error.code, error.message, call: error.call)
        }
    }

    private func execCreation(_ id: String, _ command: [String], timeout: Duration) throws(DockerError) -> EngineCall {
        var call = try containerCall(.post, id, "exec", timeout: limits.callTimeout, hasSideEffect: true)
        guard command.first?.isEmpty == false, !command.contains(where: { $0.utf8.contains(0) }) else {
            let text = "a command must begin with a program and hold no NUL bytes"
            throw DockerError(.invalidRequest, text, call: call.description)
        }
        guard timeout > .zero else {
            throw DockerError(.invalidRequest, "a command must be given time to run", call: call.description)
        }
        do {
            call.body = try EngineJSON.encode(ExecCreation(command: command))
        } catch {
            throw DockerError(.invalidRequest, "the command cannot be written as JSON", call: call.description)
        }
        call.confidential = Array(command.dropFirst())
        return call
    }

    private func run<C: Clock>(
        _ start: EngineCall,
        _ session: ExecSession,
        timeout: Duration,
        maximumOutputBytes: Int,
        clock: C
    ) async throws(DockerError) -> ExecResult where C.Duration == Duration {
        let deadline = clock.now.advanced(by: timeout)
        let (output, hasEnded) = try await readOutput(of: start, maximumBytes: maximumOutputBytes)
        guard hasEnded, let exitCode = try await exitCode(of: session, until: deadline, clock: clock) else {
            return ExecResult(exitCode: nil, output: output, timedOut: true)
        }
        return ExecResult(exitCode: exitCode, output: output, timedOut: false)
    }

    /// Starts the command and reads what it prints, until it closes its output or its time is over.
    private func readOutput(
        of start: EngineCall,
        maximumBytes: Int
    ) async throws(DockerError) -> (output: LogTail, hasEnded: Bool) {
        let stream = try await open(start)
        var demultiplexer = LogDemultiplexer(contentType: stream.header("Content-Type"))
        var tail = LogTailBuilder(maximumBytes: maximumBytes)
        var hasEnded = true
        do {
            for try await chunk in stream.body {
                try demultiplexer.feed(chunk) { tail.append($1, from: $0) }
            }
        } catch is LogFramingError {
            throw .malformedLog(start)
        } catch let error as CurlError where error.code == .timedOut {
            hasEnded = false
        } catch {
            throw DockerError(transport: error, call: start)
        }
        demultiplexer.finish { tail.append($1, from: $0) }
        return (tail.finish(), hasEnded)
    }

    /// The exit code of a command that has closed its output; nil when it had not ended at the deadline.
    ///
    /// Docker notices the end a moment after the output's, and a command may close its output long before it ends.
    private func exitCode<C: Clock>(
        of session: ExecSession,
        until deadline: C.Instant,
        clock: C
    ) async throws(DockerError) -> Int? where C.Duration == Duration {
        let call = EngineCall(
            method: .get,
            path: "/exec/\(session.id)/json",
            timeout: limits.callTimeout,
            maximumBodyBytes: limits.documentBytes
        )
        var pause = Duration.milliseconds(5)
        while true {
            let state = try await execState(call)
            if !state.isRunning, let exitCode = state.exitCode { return exitCode }
            guard clock.now < deadline else {
                guard state.isRunning else { throw .malformed("a command's exit code", call: call) }
                return nil
            }
            do {
                try await clock.sleep(until: min(clock.now.advanced(by: pause), deadline), tolerance: nil)
            } catch {
                throw DockerError(transport: error, call: call)
            }
            pause = min(pause * 2, .milliseconds(200))
        }
    }

    /// A stopping container forgets its commands.
    private func execState(_ call: EngineCall) async throws(DockerError) -> ExecState {
        do throws(DockerError) {
            return try await fetch(ExecState.self, call, what: "a command's state")
        } catch {
            guard error.code == .notFound else { throw error }
            let text = "the container stopped while the command ran"
            throw DockerError(.conflict, text, call: call.description, mayHaveHappened: true)
        }
    }
}
