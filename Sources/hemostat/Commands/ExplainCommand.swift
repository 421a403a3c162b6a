import ArgumentParser
import HemoStatCore

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Describe a kind or one of its fields, as kubectl explain does, offline.",
        discussion: """
            Without a field the kinds are listed. Lists need no index: what follows the name of a list is a field of its items.
            Exit code 1 when there is no such kind or field.

            EXAMPLES
              hemostat explain
              hemostat explain healthpolicy --recursive
              hemostat explain healthpolicy.spec.remediation.budget
              hemostat explain hp.spec.expectations.http
            """
    )

    @Argument(help: "A kind, by any of its names, and the fields that lead to the one meant: KIND[.FIELD]...")
    var field: String?

    @Flag(help: "All fields below it, without descriptions.")
    var recursive = false

    func run() throws {
        guard let field else {
            Terminal.data(Self.kinds.text)
            return
        }
        do {
            Terminal.data(try Explanation(field, isRecursive: recursive).text)
        } catch {
            throw Failure(.no, "\(error)")
        }
    }

    private static var kinds: TextTable {
        var table = TextTable(["NAME", "SHORTNAMES", "NAMESPACED", "KIND"])
        for schema in ResourceSchemas.all {
            let isNamespaced = schema.scope == .host
            table.add([schema.plural, schema.shortNames.joined(separator: ","), "\(isNamespaced)", schema.kind])
        }
        return table
    }
}
