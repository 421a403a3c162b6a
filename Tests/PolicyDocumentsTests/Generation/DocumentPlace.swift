@testable import HemoStatCore

/// One value of a generated document, and what the schema says of it.
struct DocumentPlace {
    /// Which child, from the root down.
    let way: [Int]
    /// As problems name it.
    let path: String
    /// The same with indices and chosen keys left out.
    let pattern: String
    let type: ValueType
    /// Nil for items of lists, chosen keys of maps, and the root.
    let field: SchemaField?
    let value: DocumentNode.Value

    /// Every field of a kind once, at the first place that writes it, with a document that is no longer than needed.
    static func each(of schema: ResourceSchema) -> [(document: DocumentNode, place: DocumentPlace)] {
        var seen: Set<String> = []
        return CoveringDocuments.all(of: schema).flatMap { document in
            all(of: document, schema).filter { seen.insert($0.pattern).inserted }.map { place in
                (document.cuttingLists(after: place.way[...]), place)
            }
        }
    }

    static func all(of document: DocumentNode, _ schema: ResourceSchema) -> [DocumentPlace] {
        let root = DocumentPlace(
            way: [],
            path: "",
            pattern: "",
            type: .object(schema.root),
            field: nil,
            value: document.value
        )
        return root.descendants
    }

    private var descendants: [DocumentPlace] {
        switch (type, value) {
        case (.list(let element, _, _), .array(let items)):
            [self]
                + items.enumerated().flatMap { index, item in
                    let path = DocumentNode.path(path, index: index)
                    return below(index, path, pattern + "[]", element, nil, item).descendants
                }
        case (.map(_, let values), .object(let members)):
            [self]
                + members.enumerated().flatMap { index, member in
                    let path = DocumentNode.path(path, member: member.key)
                    return below(index, path, pattern + "{}", values, nil, member.value).descendants
                }
        case (.object(let schema), .object(let members)):
            [self]
                + members.enumerated().flatMap { index, member -> [DocumentPlace] in
                    guard let field = schema.field(named: member.key) else { return [] }
                    let path = DocumentNode.path(path, member: member.key)
                    let inner = pattern.isEmpty ? member.key : "\(pattern).\(member.key)"
                    return below(index, path, inner, field.type, field, member.value).descendants
                }
        default: [self]
        }
    }

    private func below(
        _ index: Int,
        _ path: String,
        _ pattern: String,
        _ type: ValueType,
        _ field: SchemaField?,
        _ node: DocumentNode
    ) -> DocumentPlace {
        DocumentPlace(way: way + [index], path: path, pattern: pattern, type: type, field: field, value: node.value)
    }
}

extension DocumentNode {
    /// A copy whose lists end with the item on the way to a value, and with the first where none is.
    fileprivate func cuttingLists(after way: ArraySlice<Int>?) -> DocumentNode {
        func rest(_ index: Int) -> ArraySlice<Int>? { way?.first == index ? way?.dropFirst() : nil }
        var copy = self
        switch value {
        case .array(let items):
            let kept = items.prefix((way?.first ?? 0) + 1).enumerated()
            copy.value = .array(kept.map { $0.element.cuttingLists(after: rest($0.offset)) })
        case .object(var members):
            for index in members.indices {
                members[index].value = members[index].value.cuttingLists(after: rest(index))
            }
            copy.value = .object(members)
        default: break
        }
        return copy
    }

    /// A copy with one value changed.
    func changing(_ way: some Collection<Int>, _ change: (DocumentNode) -> DocumentNode) -> DocumentNode {
        guard let index = way.first else { return change(self) }
        var copy = self
        switch value {
        case .array(var items):
            items[index] = items[index].changing(way.dropFirst(), change)
            copy.value = .array(items)
        case .object(var members):
            members[index].value = members[index].value.changing(way.dropFirst(), change)
            copy.value = .object(members)
        default: break
        }
        return copy
    }

    /// A copy with the members of one object changed.
    func changingMembers(of way: some Collection<Int>, _ change: (inout [Member]) -> Void) -> DocumentNode {
        changing(way) { node in
            var members = node.members
            change(&members)
            return DocumentNode(.object(members))
        }
    }
}
