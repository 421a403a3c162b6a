import Glibc

/// A machine of a `TestNetwork`: a network namespace with an address, in which programs run.
///
/// It shares everything else with us, files and unix sockets included. It is gone with its holder and the last program in it.
package final class TestMachine: Sendable {
    package let name: String
    package let address: String
    /// A program that does nothing but keep the namespace.
    private let holder: ChildProcess
    /// Where the other end of its cable is plugged in; nil for the switch itself.
    private let hub: TestMachine?

    /// Makes a machine, with a cable to the hub unless it is the hub itself, which gets a bridge.
    ///
    /// - Throws: `SystemError`, `AwaitError`, `CommandError`.
    init(name: String, address: String, hub: TestMachine?) async throws {
        self.name = name
        self.address = address
        self.hub = hub
        holder = try ChildProcess("unshare", ["--net", "sleep", "infinity"])
        let ours = Self.link("/proc/self/ns/net")
        try await eventually(within: .seconds(10), "the network of \(name)") {
            let theirs = Self.link(namespace)
            return !theirs.isEmpty && theirs != ours
        }
        try await run(["ip", "link", "set", "lo", "up"])
        if let hub {
            let cable = ["ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", "\(holder.pid)"]
            try await hub.run(cable)
            try await hub.run(["ip", "link", "set", name, "master", "bridge", "up"])
        } else {
            try await run(["ip", "link", "add", "bridge", "type", "bridge"])
        }
        let device = hub == nil ? "bridge" : "eth0"
        try await run(["ip", "address", "add", "\(address)/24", "dev", device])
        try await run(["ip", "link", "set", device, "up"])
    }

    /// The file that names its network namespace.
    package var namespace: String { "/proc/\(holder.pid)/ns/net" }

    /// Starts a program on it, under its own process id.
    ///
    /// - Throws: `SystemError`.
    package func start(_ words: [String], environment: [String: String] = [:]) throws -> ChildProcess {
        try ChildProcess("nsenter", ["--net=\(namespace)"] + words, environment: environment)
    }

    /// Runs a program on it to its end, and returns what it printed.
    /// - Throws: `CommandError` when it fails, `SystemError`, `AwaitError`.
    @discardableResult
    package func run(_ words: [String], within limit: Duration = .seconds(10)) async throws -> String {
        let result = try await ChildProcess.run("nsenter", ["--net=\(namespace)"] + words, within: limit)
        guard result.succeeded else {
            throw CommandError(command: words.joined(separator: " "), output: result.errorOutput + result.output)
        }
        return result.output
    }

    /// Pulls its cable: what is sent in either direction is lost, and connections stay open.
    ///
    /// - Throws: `CommandError`.
    package func unplug() async throws { try await hub?.run(["ip", "link", "set", name, "down"]) }

    /// Plugs its cable in again.
    /// - Throws: `CommandError`.
    package func plugIn() async throws { try await hub?.run(["ip", "link", "set", name, "up"]) }

    func close() { holder.kill() }

    /// Where a symbolic link points to; empty when there is none.
    private static func link(_ path: String) -> String {
        var target = [CChar](repeating: 0, count: 256)
        let count = readlink(path, &target, target.count)
        return String(decoding: target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
