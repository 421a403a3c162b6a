// The layout of kubectl 1.30 and later: fields by name, types and -required- behind a tab, 80 columns.
extension Explanation {
    private static let width = 80
    /// So many words of a choice are shown in a list of fields.
    private static let shownWords = 4

    /// With a newline at its end and no spaces at the end of any line.
    package var text: String {
        var lines = ["GROUP:      \(ResourceGroup.name)", "KIND:       \(schema.kind)"]
        lines += ["VERSION:    \(ResourceGroup.version)", ""]
        if let field { lines += Self.head(of: field) }
        lines.append("DESCRIPTION:")
        lines += Self.paragraph(field?.description ?? schema.description, indent: 4) + [""]
        let object = field.map(\.type.innermostObject) ?? schema.root
        if let object, !object.fields.isEmpty {
            lines.append("FIELDS:")
            lines += isRecursive ? Self.tree(of: object, depth: 1) : Self.list(of: object)
        }
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func head(of field: SchemaField) -> [String] {
        let head = "FIELD: \(field.name) <\(field.type.kubectlName)>"
        guard case .choice(let words) = field.type else { return [head, "", ""] }
        return [head, "ENUM:"] + words.map { "    \($0)" } + [""]
    }

    private static func list(of object: ObjectSchema) -> [String] {
        object.fieldsByName.flatMap { field in
            line(field, depth: 1) + paragraph(field.description, indent: 4) + [""]
        }
    }

    private static func tree(of object: ObjectSchema, depth: Int) -> [String] {
        object.fieldsByName.flatMap { field in
            line(field, depth: depth) + (field.type.innermostObject.map { tree(of: $0, depth: depth + 1) } ?? [])
        }
    }

    /// Name, type and whether it is required; a choice has a second line.
    private static func line(_ field: SchemaField, depth: Int) -> [String] {
        let indent = String(repeating: "  ", count: depth)
        var line = "\(indent)\(field.name)\t<\(field.type.kubectlName)>"
        if case .required = field.presence { line += " -required-" }
        guard case .choice(let words) = field.type else { return [line] }
        let more = words.count > shownWords ? ", ...." : ""
        return [line, "\(indent)enum: \(words.prefix(shownWords).joined(separator: ", "))\(more)"]
    }

    private static func paragraph(_ text: String, indent: Int) -> [String] {
        WordWrap.lines(of: text, width: width - indent).map { String(repeating: " ", count: indent) + $0 }
    }
}

extension ObjectSchema {
    fileprivate var fieldsByName: [SchemaField] { fields.sorted { $0.name < $1.name } }
}
