/// What may stand for an image in a path: its id, or a name with a tag or digest, and nothing that could leave the path.
///
/// Source: distribution, `reference`: `[host[:port]/]path[:tag][@digest]`.
enum ImagePath {
    private static let longestName = 512

    /// `sha256:` and 64 hexadecimal digits.
    static func isID(_ text: String) -> Bool {
        text.hasPrefix("sha256:") && isHexadecimal(text.dropFirst(7), 64...64)
    }

    static func isHexadecimal(_ digits: some StringProtocol, _ count: ClosedRange<Int>) -> Bool {
        count.contains(digits.utf8.count)
            && digits.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    static func isValid(_ text: String) -> Bool {
        guard (1...longestName).contains(text.utf8.count) else { return false }
        return text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.utf8.first, ContainerReference.isAlphanumeric(first) else { return false }
            return part.utf8.allSatisfy { ContainerReference.isAlphanumeric($0) || ":@._-+".utf8.contains($0) }
        }
    }
}
