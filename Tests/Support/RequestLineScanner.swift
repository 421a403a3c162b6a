/// Finds the first line of each request in one direction of an HTTP/1.1 connection, fed as the bytes come.
struct RequestLineScanner {
    private enum Place {
        case requestLine
        case headers
        case body(Int)
        case chunkSize
        case chunk(Int)
        case trailers
        /// After an upgrade the bytes are no HTTP any more.
        case raw
    }

    private var place = Place.requestLine
    private var line: [UInt8] = []
    private var bodyLength = 0
    private var isChunked = false
    private var isUpgrade = false

    /// Takes the next bytes and returns the request lines completed by them.
    mutating func scan(_ bytes: [UInt8]) -> [String] {
        var found: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            switch place {
            case .raw:
                return found
            case .body(let count), .chunk(let count):
                let taken = min(count, rest.count)
                rest = rest.dropFirst(taken)
                pass(taken)
            case .requestLine, .headers, .chunkSize, .trailers:
                guard let end = rest.firstIndex(of: 10) else {
                    line += rest
                    return found
                }
                line += rest[..<end]
                rest = rest[(end + 1)...]
                if line.last == 13 { line.removeLast() }
                if let request = finishLine(String(decoding: line, as: UTF8.self)) { found.append(request) }
                line = []
            }
        }
        return found
    }

    /// Moves on by bytes of a body or of a chunk.
    private mutating func pass(_ count: Int) {
        switch place {
        case .body(let left): place = left == count ? .requestLine : .body(left - count)
        case .chunk(let left): place = left == count ? .chunkSize : .chunk(left - count)
        default: break
        }
    }

    /// Moves on by a line; the line when it began a request.
    private mutating func finishLine(_ text: String) -> String? {
        switch place {
        case .requestLine:
            guard !text.isEmpty else { return nil }
            (bodyLength, isChunked, isUpgrade) = (0, false, false)
            place = .headers
            return text
        case .headers:
            text.isEmpty ? finishHead() : note(text.lowercased())
        case .chunkSize:
            // A chunk's data ends in an empty line's worth of bytes, which belong to the chunk.
            guard let size = Int(text.prefix { $0 != ";" }, radix: 16) else { return nil }
            place = size == 0 ? .trailers : .chunk(size + 2)
        case .trailers:
            if text.isEmpty { place = .requestLine }
        case .body, .chunk, .raw:
            break
        }
        return nil
    }

    private mutating func note(_ header: String) {
        let parts = header.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
        guard parts.count == 2 else { return }
        switch parts[0] {
        case "content-length": bodyLength = Int(parts[1]) ?? 0
        case "transfer-encoding": isChunked = parts[1].contains("chunked")
        case "upgrade": isUpgrade = true
        default: break
        }
    }

    private mutating func finishHead() {
        if isUpgrade {
            place = .raw
        } else if isChunked {
            place = .chunkSize
        } else {
            place = bodyLength == 0 ? .requestLine : .body(bodyLength)
        }
    }
}
