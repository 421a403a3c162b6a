/// An image's name as Docker understands it, with what it leaves out filled in.
///
/// `redis` is `docker.io/library/redis:latest` (https://github.com/distribution/reference, the familiar form).
package struct ImageReference: Sendable, Equatable, CustomStringConvertible {
    /// Registry and path.
    package let name: String
    /// Nil when a digest says more.
    package let tag: String?
    /// As `sha256:…`.
    package let digest: String?

    package init(_ text: String) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let digest = parts.count == 2 ? String(parts[1]) : nil
        var name = String(parts.first ?? "")
        var tag: String?
        // A colon before a slash is a registry's port.
        if let colon = name.lastIndex(of: ":"), !name[colon...].contains("/") {
            tag = String(name[name.index(after: colon)...])
            name = String(name[..<colon])
        }
        let first = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)[0]
        if !name.contains("/") {
            name = "docker.io/library/\(name)"
        } else if first != "localhost", !first.contains("."), !first.contains(":") {
            name = "docker.io/\(name)"
        }
        self.name = name
        self.digest = digest
        self.tag = digest == nil ? tag ?? "latest" : nil
    }

    package var description: String { name + (digest.map { "@\($0)" } ?? ":\(tag ?? "latest")") }
}
