import Glibc

extension ChildProcess {
    /// What a program that ran to its end left.
    package struct Result: Sendable {
        package let exit: ChildExit
        package let output: String
        package let errorOutput: String

        package var succeeded: Bool { exit == .code(0) }
    }

    /// Runs a program to its end, whatever its exit code.
    /// - Throws: `SystemError` when it cannot be started, `AwaitError` when it has not ended in time; it is then killed.
    package static func run(
        _ executable: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:],
        directory: String? = nil,
        within limit: Duration = .seconds(60)
    ) async throws -> Result {
        let child = try ChildProcess(executable, arguments, environment: environment, directory: directory)
        let exit = try await child.waitForExit(within: limit)
        return Result(exit: exit, output: child.output, errorOutput: child.errorOutput)
    }

    /// Our environment with these variables set, or removed where the value is empty.
    static func inherited(adding changes: [String: String]) -> [String: String]? {
        guard !changes.isEmpty else { return nil }
        var all = current
        for (name, value) in changes { all[name] = value.isEmpty ? nil : value }
        return all
    }

    /// Our environment; the last of a variable given twice counts.
    private static var current: [String: String] {
        var all: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let parts = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { all[String(parts[0])] = String(parts[1]) }
            next += 1
        }
        return all
    }
}

/// A variable of our environment; nil when unset or empty.
package func environmentVariable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
}
