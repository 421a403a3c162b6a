import CurlTransport
import Glibc
import Testing

/// A condition did not come true before its deadline.
struct NeverCameTrue: Error, CustomStringConvertible {
    let description: String
}

/// Waits for a condition, at most `limit`.
func eventually(
    _ what: String,
    within limit: Duration = .seconds(30),
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw NeverCameTrue(description: what) }
        try await Task.sleep(for: .milliseconds(2))
    }
}

/// Runs `body` beside a stub server, which is stopped whatever happens.
func withStub<Result>(
    unixPath: String? = nil,
    handler: @escaping @Sendable (StubConnection) -> Void,
    _ body: (StubServer, CurlTransport) async throws -> Result
) async throws -> Result {
    let server = try StubServer(unixPath: unixPath, handler: handler)
    defer { server.stop() }
    let transport = CurlTransport()
    do {
        let result = try await body(server, transport)
        await transport.shutdown()
        return result
    } catch {
        await transport.shutdown()
        throw error
    }
}

/// Runs `body` with a fresh directory under /tmp, which is removed whatever happens.
func withTemporaryDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    var template = Array("/tmp/curl-transport-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw StubServer.Failure(call: "mkdtemp", code: errno) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do {
        let result = try await body(path)
        try await ChildProcess.run("rm -rf '\(path)'")
        return result
    } catch {
        try? await ChildProcess.run("rm -rf '\(path)'")
        throw error
    }
}

/// The error `body` throws, which must be a ``CurlError``.
func curlError<Result>(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Result
) async throws -> CurlError {
    let error = await #expect(throws: CurlError.self, sourceLocation: sourceLocation) { _ = try await body() }
    return try #require(error, sourceLocation: sourceLocation)
}

func text(_ bytes: [UInt8]?) -> String {
    String(decoding: bytes ?? [], as: UTF8.self)
}

/// Whether `part` stands in `whole` from `start` on; quick in debug builds too.
func isSame(_ part: [UInt8], _ whole: [UInt8], from start: Int = 0) -> Bool {
    guard start + part.count <= whole.count else { return false }
    return part.withUnsafeBytes { left in
        whole.withUnsafeBytes { right in
            guard let left = left.baseAddress, let right = right.baseAddress else { return part.isEmpty }
            return memcmp(left, right + start, part.count) == 0
        }
    }
}

/// `blocks` × 64 KiB whose content shows their place.
func numberedBytes(blocks: Int) -> [UInt8] {
    let block = (0..<8192).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(blocks * 65_536)
    for number in 0..<blocks {
        block.withUnsafeBytes { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: number) { bytes.replaceSubrange((bytes.count - 8)..., with: $0) }
    }
    return bytes
}
