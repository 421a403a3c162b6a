import ArgumentParser

/// The command line: one verb a file in `Commands/`.
@main
struct Hemostat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hemostat",
        abstract: "Keeps the containers of Docker hosts healthy, as your policies say.",
        discussion: """
            'hemostat operator' is the daemon; every other verb asks it, or works offline.

            Exit codes: 0 fine, 1 the answer is no or the operation failed, 2 usage, 3 a server cannot be reached.

            EXAMPLES
              hemostat validate -f policies/
              hemostat operator --policies policies/
              hemostat status
            """,
        version: Version.current,
        subcommands: [
            OperatorCommand.self, StatusCommand.self, AuditCommand.self, ValidateCommand.self, TestCommand.self,
            ExplainCommand.self, VersionCommand.self, GenerateCommand.self,
        ]
    )

    /// ArgumentParser's own entry, with our exit codes and one sentence an error.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            Failure.end(error)
        }
    }
}
