package import HemoStatCore

/// The time zone database of the machine: TZif files in folders, as Debian's package `tzdata` installs them.
///
/// Each call reads anew; whoever decides gets a `ZoneTable`. `UTC` is known without any file.
package struct ZoneDirectory: Sendable {
    /// Where every Linux distribution has it.
    package static let standard = "/usr/share/zoneinfo"

    /// So many unknown zones get a "did you mean"; comparing names is the costly part.
    private static let maximumSuggestions = 20

    package let root: String

    /// - Parameter root: Another folder, such as the value of `TZDIR`; nil or empty is the standard one.
    package init(root: String? = nil) {
        self.root = root.flatMap { $0.isEmpty ? nil : $0 } ?? Self.standard
    }

    /// The rules of one zone.
    package func rules(named name: String) throws(ZoneError) -> ZoneRules {
        do throws(ZoneError) {
            return try read(name)
        } catch {
            throw explained(error, among: names)
        }
    }

    /// The zones that can be had of those asked for, and a problem for each other one.
    package func table(of names: some Sequence<String>) -> (table: ZoneTable, problems: [ZoneError]) {
        var table = ZoneTable()
        var problems: [ZoneError] = []
        for name in Set(names).sorted() {
            do throws(ZoneError) {
                table.insert(try read(name))
            } catch {
                problems.append(error)
            }
        }
        if !problems.isEmpty {
            let known = self.names
            for index in problems.indices.prefix(Self.maximumSuggestions) {
                problems[index] = explained(problems[index], among: known)
            }
        }
        return (table, problems)
    }

    private func read(_ name: String) throws(ZoneError) -> ZoneRules {
        if name == ZoneRules.utc.name { return .utc }
        let file = try ZoneFile(name: name, root: root)
        return try ZoneRules(name: name, tzif: try file.contents())
    }

    private func explained(_ error: ZoneError, among names: [String]) -> ZoneError {
        switch error.code {
        case .unknown where names.isEmpty: .missingDatabase(error.zone, root)
        case .unknown, .invalidName: error.suggesting(among: names)
        case .missingDatabase, .unreadable, .malformed: error
        }
    }
}
