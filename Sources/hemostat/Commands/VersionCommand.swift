import ArgumentParser

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Print the version.",
        discussion: "EXAMPLE\n  hemostat version"
    )

    func run() { Terminal.data("hemostat \(Version.current)\n") }
}
