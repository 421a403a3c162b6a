/// `command`, of probes and actions: an argument vector, never a line for a shell.
enum CommandSchema {
    static let field = SchemaField.field(
        "command",
        .list(of: .text(.argument), 1...64),
        .required,
        "the program and its arguments; no shell"
    )
}
