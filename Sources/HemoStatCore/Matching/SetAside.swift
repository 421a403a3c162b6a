/// Names of containers while one takes another's place: they tell which container it is about, and that it is ours.
package enum SetAside {
    private static let mark = "_hemostat_"
    private static let twinMark = "_new"
    private static let digits = 12

    /// Of the old one, from its stop to its removal.
    package static func old(_ name: String, id: String) -> String { name + mark + id.prefix(digits) }

    /// Of the new one, until it takes the name.
    package static func twin(_ name: String, id: String) -> String { old(name, id: id) + twinMark }

    /// Whether a container has such a name, for the while, or for good where nobody came to tidy up.
    package static func isName(_ name: String) -> Bool {
        let bare = name.hasSuffix(twinMark) ? name.dropLast(twinMark.count) : name[...]
        let suffix = bare.suffix(mark.count + digits)
        return suffix.hasPrefix(mark)
            && suffix.dropFirst(mark.count).utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            && suffix.count == mark.count + digits && bare.count > suffix.count
    }
}
