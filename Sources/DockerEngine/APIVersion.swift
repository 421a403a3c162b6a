/// A version of the Engine API, such as `1.41`: the `v1.41` in front of every path.
///
/// Source: Docker Engine API, "Versioned API".
package struct APIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let major: Int
    package let minor: Int

    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads `1.41` (also `v1.41`); `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.drop { $0 == "v" }.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 4 }),
            let major = Int(parts[0]), let minor = Int(parts[1]), major >= 0, minor >= 0
        else { return nil }
        self.init(major, minor)
    }

    package static func < (left: APIVersion, right: APIVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    package var description: String { "\(major).\(minor)" }
}

extension APIVersion {
    /// The oldest API the client speaks: Docker 19.03 and Podman 3.
    package static let oldestSpoken = APIVersion(1, 40)
    /// The newest API the client speaks, Docker 27's, which newer engines answer too (29 wants at least 1.44).
    package static let newestSpoken = APIVersion(1, 47)
    /// From here on stop and restart know the `signal` parameter; older engines ignore it silently.
    static let stopSignal = APIVersion(1, 42)
    /// From here on a container can be created in several networks, each with a MAC address of its own.
    static let severalNetworks = APIVersion(1, 44)

    /// The newest version both sides speak, or `nil` when they have none in common.
    static func common(serverMinimum: APIVersion?, serverMaximum: APIVersion) -> APIVersion? {
        let chosen = min(newestSpoken, serverMaximum)
        guard chosen >= oldestSpoken, chosen >= serverMinimum ?? oldestSpoken else { return nil }
        return chosen
    }
}
