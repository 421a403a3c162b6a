/// The bytes of a streamed response, in the chunks they arrive in (chunk borders mean nothing).
///
/// It is read once. At most 256 KiB wait unread; then the peer is made to wait. Dropping the body before reading it, or
/// its iterator while reading, cancels the transfer and closes the connection. After a ``CurlError`` the body has ended.
package struct HTTPBody: AsyncSequence, Sendable {
    package typealias Element = [UInt8]

    private let hold: BodyHold

    init(_ channel: StreamChannel) {
        hold = BodyHold(channel, .body)
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(reader: hold.channel.makeReader() ? BodyHold(hold.channel, .reader) : nil)
    }

    /// The lines of the body; one of more than `maximumBytes` bytes, terminator excluded, throws `.lineTooLong`.
    package func lines(maximumBytes: Int) -> HTTPLines {
        HTTPLines(body: self, maximumBytes: maximumBytes)
    }

    /// The whole body; throws `.bodyTooLarge` as soon as it exceeds `maximumBytes`.
    package func collect(maximumBytes: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunks = makeAsyncIterator()
        while let chunk = try await chunks.next(isolation: #isolation) {
            guard chunk.count <= maximumBytes - bytes.count else {
                throw hold.channel.error(.bodyTooLarge, "the response body exceeds \(maximumBytes) bytes")
            }
            bytes.append(contentsOf: chunk)
        }
        return bytes
    }

    package struct Iterator: AsyncIteratorProtocol {
        /// Nil for every iterator after the first.
        private let reader: BodyHold?

        fileprivate init(reader: BodyHold?) {
            self.reader = reader
        }

        package mutating func next(isolation actor: isolated (any Actor)? = #isolation) async throws -> [UInt8]? {
            guard let reader else {
                throw CurlError(.invalidRequest, "a response body is read once; keep its chunks to read them again")
            }
            return try await reader.channel.next()
        }

        /// The transport's account of what went wrong with these bytes.
        func error(_ code: CurlError.Code, _ problem: String) -> CurlError {
            reader?.channel.error(code, problem) ?? CurlError(code, problem)
        }
    }
}
