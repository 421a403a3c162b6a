import HemoStatCore

/// Writes a value as YAML and remembers where every key and value of it stands.
///
/// Whatever stands below a path of `flow` is written on one line, as `{…}` and `[…]`; the rest as blocks.
struct YAMLEmitter {
    struct Place: Equatable {
        var line: Int
        var column: Int
    }

    private(set) var text = ""
    private(set) var keys: [String: Place] = [:]
    private(set) var values: [String: Place] = [:]
    private let flow: Set<String>
    private var here = Place(line: 1, column: 1)

    init(_ root: DocumentNode, flow: Set<String> = []) {
        self.flow = flow
        block(root, path: "", indent: 0)
        newline(0)
    }

    // MARK: Blocks

    /// At the place where the value's first character belongs.
    private mutating func block(_ node: DocumentNode, path: String, indent: Int) {
        switch node.value {
        case .object(let members) where !members.isEmpty && !flow.contains(path):
            values[path] = here
            for (index, member) in members.enumerated() {
                if index > 0 { newline(indent) }
                let inner = key(member.key, below: path)
                if Self.isBlock(member.value), !flow.contains(inner) {
                    newline(indent + 2)
                    block(member.value, path: inner, indent: indent + 2)
                } else {
                    write(" ")
                    inline(member.value, path: inner)
                }
            }
        case .array(let items) where !items.isEmpty && !flow.contains(path):
            values[path] = here
            for (index, item) in items.enumerated() {
                if index > 0 { newline(indent) }
                write("- ")
                block(item, path: DocumentNode.path(path, index: index), indent: indent + 2)
            }
        default: inline(node, path: path)
        }
    }

    private static func isBlock(_ node: DocumentNode) -> Bool { !node.members.isEmpty || !node.elements.isEmpty }

    // MARK: One line

    private mutating func inline(_ node: DocumentNode, path: String) {
        values[path] = here
        switch node.value {
        case .null: write("null")
        case .bool(let flag): write("\(flag)")
        case .integer(let number): write("\(number)")
        case .number(let number): write("\(number)")
        case .string(let text): write(Self.spelled(text))
        case .array(let items):
            write("[")
            for (index, item) in items.enumerated() {
                if index > 0 { write(", ") }
                inline(item, path: DocumentNode.path(path, index: index))
            }
            write("]")
        case .object(let members):
            write("{")
            for (index, member) in members.enumerated() {
                if index > 0 { write(", ") }
                let inner = key(member.key, below: path)
                write(" ")
                inline(member.value, path: inner)
            }
            write("}")
        }
    }

    private mutating func key(_ key: String, below path: String) -> String {
        let inner = DocumentNode.path(path, member: key)
        keys[inner] = here
        write(Self.spelled(key) + ":")
        return inner
    }

    /// Plain where that cannot be misread, else in double quotes.
    private static func spelled(_ text: String) -> String {
        let isWord = text.utf8.allSatisfy {
            ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45
        }
        let startsWell = text.utf8.first.map { $0 | 0x20 >= 97 && $0 | 0x20 <= 122 } ?? false
        let isReserved = ["true", "false", "null"].contains(text.lowercased())
        if isWord, startsWell, !isReserved { return text }
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            case _ where scalar.value < 32 || scalar.value == 127: "\\x" + hexadecimal(scalar.value)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        (value < 16 ? "0" : "") + String(value, radix: 16)
    }

    // MARK: Text

    private mutating func write(_ text: String) {
        self.text += text
        here.column += text.unicodeScalars.count
    }

    private mutating func newline(_ indent: Int) {
        text += "\n" + String(repeating: " ", count: indent)
        here = Place(line: here.line + 1, column: indent + 1)
    }
}
