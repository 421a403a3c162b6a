import CurlTransport

/// `/containers/{id}/logs`.
extension DockerClient {
    /// The end of a container's log (`GET /containers/{id}/logs`): at most `lines` by the engine's count.
    ///
    /// `since` is in nanoseconds since 1970 by the engine's clock. Of the text at most `maximumBytes` are kept: the
    /// newest lines, each cut at 8 KiB. Reading stops after `DockerLimits.logReadBytes`; the result then says it is
    /// truncated.
    package func logTail(
        _ id: String,
        lines: Int,
        since: Int64? = nil,
        maximumBytes: Int
    ) async throws(DockerError) -> LogTail {
        var call = try containerCall(.get, id, "logs", timeout: limits.callTimeout)
        call.query = [("stdout", "true"), ("stderr", "true"), ("tail", "\(max(lines, 0))")]
        if let since { call.query.append(("since", EngineTime.seconds(fromNanoseconds: since))) }
        let stream = try await open(call)
        var demultiplexer = LogDemultiplexer(contentType: stream.header("Content-Type"))
        var tail = LogTailBuilder(maximumBytes: maximumBytes)
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
            throw .malformed("a log stream (a frame has no header)", call: call)
        } catch {
            throw DockerError(transport: error, call: call)
        }
        demultiplexer.finish { tail.append($1, from: $0) }
        return tail.finish()
    }
}
