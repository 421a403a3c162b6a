import CurlTransport

/// A container's log as it is written, line by line.
///
/// The call is made when the first line is asked for. The stream ends with `nil` when the container stops, and with an
/// error when the engine refuses, the connection breaks or the log's framing does. At most 256 KiB wait unread, then
/// the engine is made to wait. Each iterator reads for itself; dropping one closes its connection.
package struct LogStream: AsyncSequence, Sendable {
    package typealias Element = LogLine
    package typealias Failure = DockerError

    fileprivate let client: DockerClient
    fileprivate let call: EngineCall

    init(client: DockerClient, call: EngineCall) {
        self.client = client
        self.call = call
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(stream: self)
    }

    package struct Iterator: AsyncIteratorProtocol {
        package typealias Failure = DockerError

        private enum Phase {
            case unopened
            case open(HTTPBody.Iterator)
            /// What comes after the lines at hand.
            case failed(DockerError)
            case ended
        }

        private let stream: LogStream
        private var phase = Phase.unopened
        private var demultiplexer = LogDemultiplexer()
        private var assembler = LogLineAssembler(hasTimes: true)
        /// Lines that came with the last chunk, and how many of them are out.
        private var lines: [LogLine] = []
        private var position = 0

        fileprivate init(stream: LogStream) {
            self.stream = stream
        }

        /// The next line, or `nil` at the end.
        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(DockerError) -> LogLine? {
            while position == lines.count {
                guard try await readChunk(isolation: actor) else { return nil }
            }
            position += 1
            return lines[position - 1]
        }

        /// False once nothing comes any more.
        private mutating func readChunk(isolation actor: isolated (any Actor)?) async throws(DockerError) -> Bool {
            lines.removeAll(keepingCapacity: true)
            position = 0
            switch phase {
            case .ended:
                return false
            case .failed(let error):
                phase = .ended
                throw error
            case .unopened:
                phase = .ended
                let response = try await stream.client.open(stream.call)
                demultiplexer = LogDemultiplexer(contentType: response.header("Content-Type"))
                phase = .open(response.body.makeAsyncIterator())
            case .open(var body):
                phase = .ended
                if let chunk = try await nextChunk(of: &body, isolation: actor) {
                    phase = split(chunk) ? .open(body) : .failed(.malformedLog(stream.call))
                } else {
                    demultiplexer.finish { assembler.append($1, from: $0) { lines.append($0) } }
                    assembler.finish { lines.append($0) }
                }
            }
            return true
        }

        private func nextChunk(
            of body: inout HTTPBody.Iterator,
            isolation actor: isolated (any Actor)?
        ) async throws(DockerError) -> [UInt8]? {
            do {
                return try await body.next(isolation: actor)
            } catch {
                throw DockerError(transport: error, call: stream.call)
            }
        }

        /// False when the chunk breaks the framing; the lines before that count.
        private mutating func split(_ chunk: [UInt8]) -> Bool {
            do throws(LogFramingError) {
                try demultiplexer.feed(chunk) { assembler.append($1, from: $0) { lines.append($0) } }
                return true
            } catch {
                return false
            }
        }
    }
}
