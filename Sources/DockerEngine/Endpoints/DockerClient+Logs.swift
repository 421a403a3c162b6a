import CurlTransport

/// `/containers/{id}/logs`.
extension DockerClient {
    /// The end of a container's log (`GET /containers/{id}/logs`): at most `lines` by the engine's count.
    ///
    /// `since` is in nanoseconds since 1970 by the engine's clock. Of the text at most `maximumBytes` are kept: the
    /// newest lines, each cut at 8 KiB. Reading stops after `DockerLimits.logReadBytes`; the result then says it is
    /// truncated. With `timestamps` each line has the time it was written at.
    package func logTail(
        _ id: String,
        lines: Int,
        since: Int64? = nil,
        timestamps: Bool = false,
        maximumBytes: Int
    ) async throws(DockerError) -> LogTail {
        var call = try logCall(id, timeout: limits.callTimeout, tail: max(lines, 0), since: since)
        if timestamps { call.query.append(("timestamps", "true")) }
        let stream = try await open(call)
        var demultiplexer = LogDemultiplexer(contentType: stream.header("Content-Type"))
        var tail = LogTailBuilder(maximumBytes: maximumBytes, hasTimes: timestamps)
        do {
            var bytesRead = 0
            for try await chunk in stream.body {
                bytesRead += chunk.count
                try demultiplexer.feed(chunk) { tail.append($1, from: $0) }
                guard bytesRead < limits.logReadBytes else {
                    tail.isTruncated = true
                    break
                }
            }
        } catch is LogFramingError {
            throw .malformedLog(call)
        } catch {
            throw DockerError(transport: error, call: call)
        }
        demultiplexer.finish { tail.append($1, from: $0) }
        return tail.finish()
    }

    /// A container's log as it is written (`GET /containers/{id}/logs?follow=true`), each line with its time.
    ///
    /// `since` (inclusive) is in nanoseconds since 1970 by the engine's clock; without it only lines written from now on
    /// come. Of what was written before at most `tail` lines come, all when nil. The stream ends when the container stops.
    /// A refusal (no such container) comes with the first element asked for, not from here: Docker answers nothing at all
    /// before the first line.
    package func followLogs(
        _ id: String,
        since: Int64?,
        tail: Int? = nil
    ) async throws(DockerError) -> LogStream {
        var call = try logCall(id, timeout: nil, tail: since == nil ? 0 : tail, since: since)
        call.query += [("follow", "true"), ("timestamps", "true")]
        call.hasPromptHead = false
        return LogStream(client: self, call: call)
    }

    private func logCall(
        _ id: String,
        timeout: Duration?,
        tail: Int?,
        since: Int64?
    ) throws(DockerError) -> EngineCall {
        var call = try containerCall(.get, id, "logs", timeout: timeout)
        call.query = [("stdout", "true"), ("stderr", "true")]
        if let tail { call.query.append(("tail", "\(tail)")) }
        if let since { call.query.append(("since", EngineTime.seconds(fromNanoseconds: since))) }
        return call
    }
}
