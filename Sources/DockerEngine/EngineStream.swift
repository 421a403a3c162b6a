import CurlTransport
import Synchronization

/// A stream of an engine: one JSON document a line, decoded as it comes.
///
/// It ends with `nil` when the engine ends it, and with an error when the connection breaks or a line is longer than
/// its cap. A line that is no such document is skipped and counted. It can be iterated once; dropping it before,
/// or its iterator while iterating, closes the connection.
package struct EngineStream<Element: Sendable>: AsyncSequence, Sendable {
    package typealias Failure = DockerError

    private let lines: HTTPLines
    private let call: EngineCall
    private let decode: @Sendable ([UInt8]) throws -> Element?
    private let skipped = SkippedLines()

    /// A stream whose `decode` gives a line's element, `nil` for a document that is not meant, and throws for garbage.
    init(
        _ lines: HTTPLines,
        call: EngineCall,
        decode: @escaping @Sendable ([UInt8]) throws -> Element?
    ) {
        self.lines = lines
        self.call = call
        self.decode = decode
    }

    /// How many lines were skipped so far because they were no document of this stream.
    package var skippedLines: Int { skipped.count.load(ordering: .relaxed) }

    package func makeAsyncIterator() -> Iterator {
        Iterator(lines: lines.makeAsyncIterator(), stream: self)
    }

    package struct Iterator: AsyncIteratorProtocol {
        package typealias Failure = DockerError

        fileprivate var lines: HTTPLines.AsyncIterator
        fileprivate let stream: EngineStream

        /// The next document, or `nil` at the end.
        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(DockerError) -> Element? {
            while let line = try await nextLine(isolation: actor) {
                guard !EngineText.isBlank(line) else { continue }
                do {
                    if let element = try stream.decode(line) { return element }
                } catch {
                    stream.skipped.count.add(1, ordering: .relaxed)
                }
            }
            return nil
        }

        private mutating func nextLine(
            isolation actor: isolated (any Actor)?
        ) async throws(DockerError) -> [UInt8]? {
            do {
                return try await lines.next(isolation: actor)
            } catch {
                throw DockerError(transport: error, call: stream.call)
            }
        }
    }
}

/// A counter shared by a stream and its iterator.
private final class SkippedLines: Sendable {
    let count = Atomic<Int>(0)
}
