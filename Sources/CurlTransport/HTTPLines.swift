/// The lines of a streamed response body without their terminators (`\n` or `\r\n`).
///
/// A last line without terminator counts when the body ended properly. Dropping it cancels, as with ``HTTPBody``.
package struct HTTPLines: AsyncSequence, Sendable {
    package typealias Element = [UInt8]

    private let body: HTTPBody
    private let maximumBytes: Int

    init(body: HTTPBody, maximumBytes: Int) {
        self.body = body
        self.maximumBytes = maximumBytes
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(chunks: body.makeAsyncIterator(), splitter: LineSplitter(maximumBytes: maximumBytes))
    }

    package struct Iterator: AsyncIteratorProtocol {
        /// Nil once the lines have ended; letting go of it is what cancels the transfer.
        private var chunks: HTTPBody.Iterator?
        private var splitter: LineSplitter

        fileprivate init(chunks: HTTPBody.Iterator, splitter: LineSplitter) {
            self.chunks = chunks
            self.splitter = splitter
        }

        package mutating func next(isolation actor: isolated (any Actor)? = #isolation) async throws -> [UInt8]? {
            while var source = chunks {
                switch splitter.next() {
                case .line(let line):
                    return line
                case .tooLong:
                    chunks = nil
                    throw source.error(.lineTooLong, "a line of the response exceeds \(splitter.maximumBytes) bytes")
                case .starved:
                    guard let chunk = try await source.next(isolation: actor) else {
                        chunks = nil
                        return splitter.takeRest()
                    }
                    splitter.feed(chunk)
                }
            }
            return nil
        }
    }
}
