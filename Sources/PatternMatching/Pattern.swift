import CPCRE2

/// A regular expression somebody wrote (PCRE2), compiled once and then matched against many lines.
///
/// Patterns and lines are both hostile: compiling has a size limit, matching has match, depth and heap limits, so that
/// no pair of them can hold a thread for long. Where the machine allows, matching runs as machine code (JIT); there
/// the match limit counts, and PCRE2's own 32 KiB stack takes the place of depth and heap limits.
///
/// `@unchecked`: compiled code and match context are never changed after `init`, and PCRE2 allows any number of threads
/// to match with them as long as each brings its own match data (pcre2api(3), "Multithreading").
package final class Pattern: @unchecked Sendable {
    /// Bytes of a line that are looked at; the rest of a longer one is as if it were not there.
    package static let maximumLineLength = 8 << 10
    /// Bytes of a pattern's text.
    package static let maximumPatternLength = 4 << 10

    /// Backtracking steps in one match.
    private static let matchLimit: UInt32 = 1_000_000
    /// Nested backtracking points.
    private static let depthLimit: UInt32 = 20_000
    /// KiB of memory for them.
    private static let heapLimit: UInt32 = 4096

    /// The text as written.
    package let text: String
    private let code: OpaquePointer
    private let context: OpaquePointer

    /// Compiles the text.
    ///
    /// Throws where it is no regular expression, or one too large.
    package init(_ text: String) throws(PatternError) {
        guard text.utf8.count <= Self.maximumPatternLength else {
            throw PatternError(
                offset: Self.maximumPatternLength,
                message: "the pattern is longer than \(Self.maximumPatternLength) bytes"
            )
        }
        code = try Self.compile(text)
        guard let context = pcre2_match_context_create_8(nil) else {
            pcre2_code_free_8(code)
            throw PatternError(offset: 0, message: "no memory for the pattern")
        }
        pcre2_set_match_limit_8(context, Self.matchLimit)
        pcre2_set_depth_limit_8(context, Self.depthLimit)
        pcre2_set_heap_limit_8(context, Self.heapLimit)
        // Where there is no JIT this fails and pcre2_match interprets.
        _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
        self.context = context
        self.text = text
    }

    deinit {
        pcre2_match_context_free_8(context)
        pcre2_code_free_8(code)
    }

    /// Whether the pattern occurs anywhere in the line, which needs not be valid UTF-8: an invalid byte matches nothing,
    /// text around it does.
    package func matches(line: some Collection<UInt8>) -> MatchOutcome {
        let line = line.prefix(Self.maximumLineLength)
        return line.withContiguousStorageIfAvailable(match) ?? Array(line).withUnsafeBufferPointer(match)
    }

    private func match(_ line: UnsafeBufferPointer<UInt8>) -> MatchOutcome {
        // One pair of offsets: nobody asks for the groups.
        guard let data = pcre2_match_data_create_8(1, nil) else { return .limitExceeded }
        defer { pcre2_match_data_free_8(data) }
        let result = pcre2_match_8(code, line.baseAddress, line.count, 0, 0, data, context)
        return switch result {
        case 0...: .match
        case PCRE2_ERROR_NOMATCH: .noMatch
        // Match, depth, heap and JIT stack limits, or no memory: whatever it was, the answer is not known.
        default: .limitExceeded
        }
    }

    private static func compile(_ text: String) throws(PatternError) -> OpaquePointer {
        // \C could split a character, and would rule out matching invalid UTF-8.
        let options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C
        var error: Int32 = 0
        var offset = 0
        var text = text
        let code = text.withUTF8 { pcre2_compile_8($0.baseAddress, $0.count, options, &error, &offset, nil) }
        guard let code else { throw PatternError(offset: offset, message: message(of: error)) }
        return code
    }

    private static func message(of error: Int32) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
            let length = pcre2_get_error_message_8(error, buffer.baseAddress, buffer.count)
            guard length > 0 else { return "error \(error)" }
            return String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
        }
    }
}
