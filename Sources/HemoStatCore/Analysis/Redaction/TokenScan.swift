/// Tokens that tell by their beginning whose they are, and signed ones (JWT, RFC 7519).
enum TokenScan {
    private struct Kind: Sendable {
        var prefix: [UInt8]
        /// Bytes that have to follow.
        var length: Int
        var isBody: @Sendable (UInt8) -> Bool
        /// Whether a letter or digit before it makes it another word.
        var startsWord = false

        init(
            _ prefix: String,
            _ length: Int,
            startsWord: Bool = false,
            _ isBody: @escaping @Sendable (UInt8) -> Bool
        ) {
            self.prefix = Array(prefix.utf8)
            self.length = length
            self.isBody = isBody
            self.startsWord = startsWord
        }
    }

    private static let letters: @Sendable (UInt8) -> Bool = { $0.isAlphanumeric }
    private static let words: @Sendable (UInt8) -> Bool = { $0.isBase64URL }
    private static let capitals: @Sendable (UInt8) -> Bool = { $0.isUppercase || $0.isDigit }
    private static let path: @Sendable (UInt8) -> Bool = { $0.isBase64URL || $0 == UInt8(ascii: "/") }
    private static let dotted: @Sendable (UInt8) -> Bool = { $0.isBase64URL || $0 == UInt8(ascii: ".") }

    private static let kinds: [Kind] =
        ["AKIA", "ASIA"].map { Kind($0, 16, startsWord: true, capitals) }
        + ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map { Kind($0, 20, letters) }
        + ["github_pat_"].map { Kind($0, 20, words) }
        + ["xoxb-", "xoxa-", "xoxp-", "xoxr-", "xoxs-", "xoxe-", "xoxe.", "xapp-"].map { Kind($0, 10, dotted) }
        + ["hooks.slack.com/services/"].map { Kind($0, 10, path) }
        + ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"].map { Kind($0, 10, letters) }
        + ["sk-ant-"].map { Kind($0, 10, words) }
        + ["sk-"].map { Kind($0, 20, startsWord: true, words) }
        + ["AIza"].map { Kind($0, 30, words) }
        + ["ya29."].map { Kind($0, 20, startsWord: true, words) }
        + ["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-"].map { Kind($0, 15, dotted) }
        + ["npm_", "hf_"].map { Kind($0, 30, startsWord: true, letters) }
        + ["pypi-", "dckr_pat_"].map { Kind($0, 20, words) }
        + ["SG.", "hvs."].map { Kind($0, 20, startsWord: true, dotted) }

    /// By first byte: most bytes begin none.
    private static let byFirst: [[Kind]] = (0...255).map { first in kinds.filter { $0.prefix[0] == first } }

    @Sendable static func ranges(in text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = 0
        let byFirst = byFirst
        while position < text.count {
            let kinds = byFirst[Int(text[position])]
            if kinds.isEmpty, text[position] != UInt8(ascii: "e") {
                position += 1
            } else if let end = end(ofTokenAt: position, kinds, text) ?? end(ofJWTAt: position, text) {
                found.append(position..<end)
                position = end
            } else {
                position += 1
            }
        }
        return found
    }

    private static func end(ofTokenAt start: Int, _ kinds: [Kind], _ text: [UInt8]) -> Int? {
        for kind in kinds where text[start...].starts(with: kind.prefix) {
            if kind.startsWord, start > 0, text[start - 1].isAlphanumeric { continue }
            let body = start + kind.prefix.count
            // No more than it takes to be sure, or texts full of beginnings would take long.
            guard text.end(of: kind.isBody, from: body, limit: kind.length) - body == kind.length else { continue }
            return text.end(of: kind.isBody, from: body)
        }
        return nil
    }

    /// Header and claims are enough: a cut signature leaves a token that says too much.
    private static func end(ofJWTAt start: Int, _ text: [UInt8]) -> Int? {
        guard text[start] == UInt8(ascii: "e"), text.has("eyJ", at: start), start == 0 || !text[start - 1].isBase64URL
        else { return nil }
        let header = text.end(of: words, from: start)
        guard header - start >= 8, text.has(".", at: header) else { return nil }
        var end = text.end(of: words, from: header + 1)
        guard end - header > 8 else { return nil }
        // A signed one has three parts, an encrypted one five.
        for _ in 3...5 where text.has(".", at: end) { end = text.end(of: words, from: end + 1) }
        return end
    }
}
