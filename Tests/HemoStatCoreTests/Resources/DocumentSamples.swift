import FoundationEssentials

@testable import HemoStatCore

/// Documents for tests, made from literals, from resources and from the schema itself.
enum DocumentSamples {
    /// A policy as short as it may be.
    static func minimal(spec: [(String, DocumentNode)] = []) -> DocumentNode {
        let given = Dictionary(uniqueKeysWithValues: spec)
        var members: [(String, DocumentNode)] = [
            ("selector", .object([])),
            ("expectations", .list([.object([("name", "up"), ("state", .object([("is", "Running")]))])])),
        ]
        members = members.filter { given[$0.0] == nil } + spec
        return DocumentNode.object([
            ("apiVersion", "hemostat.dev/v1"), ("kind", "HealthPolicy"),
            ("metadata", .object([("name", "minimal")])), ("spec", .object(members)),
        ]).placed()
    }

    /// The document that `Encodable` makes of a value, by way of JSON.
    static func document(_ value: some Encodable) throws -> DocumentNode {
        let json = try JSONDecoder().decode(AnyJSON.self, from: JSONEncoder().encode(value))
        return json.node.placed()
    }
}

/// Any JSON value.
private struct AnyJSON: Decodable {
    let node: DocumentNode

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue _: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Key.self) {
            let keys = container.allKeys.sorted { $0.stringValue < $1.stringValue }
            node = .object(try keys.map { ($0.stringValue, try container.decode(AnyJSON.self, forKey: $0).node) })
        } else if var container = try? decoder.unkeyedContainer() {
            var items: [DocumentNode] = []
            while !container.isAtEnd { items.append(try container.decode(AnyJSON.self).node) }
            node = .list(items)
        } else {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                node = DocumentNode(.bool(flag))
            } else if let number = try? container.decode(Int64.self) {
                node = DocumentNode(.integer(number))
            } else if let number = try? container.decode(Double.self) {
                node = DocumentNode(.number(number))
            } else {
                node = DocumentNode(.string(try container.decode(String.self)))
            }
        }
    }
}

extension DocumentNode: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    package init(stringLiteral value: String) { self.init(.string(value)) }
    package init(integerLiteral value: Int64) { self.init(.integer(value)) }
}

extension DocumentNode {
    static func object(_ members: [(String, DocumentNode)]) -> DocumentNode {
        DocumentNode(.object(members.map { Member(key: $0.0, value: $0.1) }))
    }

    static func list(_ items: [DocumentNode]) -> DocumentNode { DocumentNode(.array(items)) }

    /// With every path as a builder would have set it.
    func placed(_ path: String = "") -> DocumentNode {
        var copy = self
        copy.path = path
        switch value {
        case .array(let items):
            copy.value = .array(
                items.enumerated().map { $0.element.placed(DocumentNode.path(path, index: $0.offset)) }
            )
        case .object(let members):
            copy.value = .object(
                members.map { member in
                    Member(key: member.key, value: member.value.placed(DocumentNode.path(path, member: member.key)))
                }
            )
        default: break
        }
        return copy
    }

    /// A copy in which the value at a path is changed.
    func replacing(_ path: String, _ change: (DocumentNode) -> DocumentNode) -> DocumentNode {
        if self.path == path { return change(self) }
        var copy = self
        switch value {
        case .array(let items): copy.value = .array(items.map { $0.replacing(path, change) })
        case .object(let members):
            copy.value = .object(
                members.map {
                    Member(key: $0.key, keyPosition: $0.keyPosition, value: $0.value.replacing(path, change))
                }
            )
        default: break
        }
        return copy
    }

    /// Itself and everything below.
    var all: [DocumentNode] { [self] + elements.flatMap(\.all) + members.flatMap(\.value.all) }

    /// The path with indices and chosen keys left out: what the schema calls a field.
    var pattern: String { path.replacing(/\[[^\]]*\]/, with: "[]") }
}
