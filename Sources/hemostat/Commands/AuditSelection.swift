import ArgumentParser

/// What the audit verbs show, and how.
struct AuditSelection: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    @Option(help: "Of one host (default: all).")
    var host: String?

    @Option(name: [.customShort("o"), .customLong("output")], help: "table or json.")
    var output = Format.table

    /// The host's name, which goes into an address.
    var checkedHost: String? {
        get throws {
            let isPlain = host?.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || [45, 46, 95].contains(byte)
            }
            guard isPlain != false else { throw Failure(.usage, "--host: expected letters, digits, '-', '.' and '_'") }
            return host
        }
    }
}
