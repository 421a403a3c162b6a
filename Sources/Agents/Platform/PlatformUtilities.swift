import Glibc

/// Where we run, and where its Docker engine is by default.
package struct PlatformUtilities: Sendable {
    private let environment: [String: String]
    private let exists: @Sendable (String) -> Bool

    /// - Parameters:
    ///   - environment: The process's, as a value.
    ///   - exists: Whether there is a file at a path.
    package init(
        environment: [String: String],
        exists: @escaping @Sendable (String) -> Bool = { access($0, F_OK) == 0 }
    ) {
        self.environment = environment
        self.exists = exists
    }

    private static let systemSocket = "/var/run/docker.sock"

    /// `DOCKER_HOST`, else the platform's own address; the rootless socket when only that exists.
    package func dockerHost() -> String {
        if let host = environment["DOCKER_HOST"], !host.isEmpty { return host }
        if !isInDocker(), platform() == "Windows" { return "npipe:////./pipe/docker_engine" }
        if !exists(Self.systemSocket), let runtime = environment["XDG_RUNTIME_DIR"], exists("\(runtime)/docker.sock") {
            return "unix://\(runtime)/docker.sock"
        }
        return "unix://\(Self.systemSocket)"
    }

    /// `Linux`, `Darwin` or `Windows`.
    package func platform() -> String {
        #if os(Windows)
        "Windows"
        #elseif canImport(Darwin)
        "Darwin"
        #else
        "Linux"
        #endif
    }

    /// `Linux`, or `Linux (in Docker)`.
    package func platformDisplay() -> String { isInDocker() ? "\(platform()) (in Docker)" : platform() }

    package func isInDocker() -> Bool { exists("/.dockerenv") }

    /// The ID of the container we run in, from the mounts Docker makes into each (`…/containers/<id>/hostname`).
    ///
    /// - Parameter mounts: The text of `/proc/self/mountinfo`.
    /// - Returns: nil outside a container.
    package static func containerID(mounts: String) -> String? {
        for line in mounts.split(separator: "\n") {
            let parts = line.split(separator: "/")
            for (index, part) in parts.enumerated() where part == "containers" && index + 1 < parts.count {
                let id = parts[index + 1]
                if id.utf8.count == 64, id.allSatisfy(\.isHexDigit) { return String(id) }
            }
        }
        return nil
    }
}
