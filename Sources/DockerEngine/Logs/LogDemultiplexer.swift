/// Takes Docker's log frames apart: a pure state machine over chunks of any size.
///
/// Without a terminal every write is a frame: one byte for the stream, three zero bytes, four bytes of length (big
/// endian), then the text. With a terminal there are no frames. From API 1.42 on the content type tells which;
/// before, the first eight bytes do.
///
/// Source: Docker Engine API, `POST /containers/{id}/attach`, "Stream format".
struct LogDemultiplexer {
    private enum Framing {
        case undecided
        case framed
        case raw
    }

    private var framing: Framing
    private var header: [UInt8] = []
    /// Bytes of the current frame still to come.
    private var remaining = 0
    private var source = LogLine.Source.terminal

    private static let headerBytes = 8

    init(contentType: String? = nil) {
        switch contentType {
        case "application/vnd.docker.multiplexed-stream": framing = .framed
        // Podman said "raw" of framed streams too (podman pull request 19696): the bytes decide.
        default: framing = .undecided
        }
    }

    /// Passes on the text in a chunk, piece by piece.
    mutating func feed(
        _ chunk: [UInt8],
        _ emit: (LogLine.Source, ArraySlice<UInt8>) -> Void
    ) throws(LogFramingError) {
        var rest = chunk[...]
        while !rest.isEmpty {
            if framing == .raw {
                emit(.terminal, rest)
                return
            }
            if remaining > 0 {
                let piece = rest.prefix(remaining)
                remaining -= piece.count
                rest = rest.dropFirst(piece.count)
                emit(source, piece)
                continue
            }
            let missing = rest.prefix(Self.headerBytes - header.count)
            header += missing
            rest = rest.dropFirst(missing.count)
            guard header.count == Self.headerBytes else { return }
            try readHeader(emit)
        }
    }

    /// Passes on what was held back of a log too short for a header.
    mutating func finish(_ emit: (LogLine.Source, ArraySlice<UInt8>) -> Void) {
        if framing == .undecided, !header.isEmpty { emit(.terminal, header[...]) }
        header = []
    }

    private mutating func readHeader(
        _ emit: (LogLine.Source, ArraySlice<UInt8>) -> Void
    ) throws(LogFramingError) {
        defer { header.removeAll(keepingCapacity: true) }
        // 0 is standard input, which is written to output; 3 is an error of the engine itself.
        guard header[0] <= 3, header[1...3].allSatisfy({ $0 == 0 }) else {
            guard framing == .undecided else { throw LogFramingError() }
            framing = .raw
            emit(.terminal, header[...])
            return
        }
        framing = .framed
        source = header[0] >= 2 ? .error : .output
        remaining = header[4...].reduce(0) { $0 << 8 | Int($1) }
    }
}
