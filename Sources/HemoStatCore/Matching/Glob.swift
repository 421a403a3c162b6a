/// A shell-like pattern over a whole string: `*` any run of characters (also `/`), `?` one, all else itself.
package struct Glob: Sendable, Equatable {
    package let pattern: String

    package init(_ pattern: String) { self.pattern = pattern }

    /// Linear in the product of both lengths at worst; no recursion, so nobody's pattern can make it explode.
    package func matches(_ text: String) -> Bool {
        let pattern = Array(pattern.unicodeScalars)
        let text = Array(text.unicodeScalars)
        var at = 0
        var read = 0
        var star: (at: Int, read: Int)?
        while read < text.count {
            if at < pattern.count, pattern[at] == "*" {
                star = (at, read)
                at += 1
            } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[read] {
                at += 1
                read += 1
            } else if let last = star {
                star = (last.at, last.read + 1)
                at = last.at + 1
                read = last.read + 1
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "*" }
    }
}
