@testable import HemoStatCore

/// A schema as a list of its fields.
enum SchemaWalk {
    struct Entry {
        /// `spec.expectations[].name`; a chosen key of a map is `{}`.
        let path: String
        let field: SchemaField
    }

    static func entries(of schema: ResourceSchema) -> [Entry] { entries(of: .object(schema.root), at: "") }

    private static func entries(of type: ValueType, at path: String) -> [Entry] {
        switch type {
        case .object(let schema):
            schema.fields.flatMap { field in
                let inner = path.isEmpty ? field.name : "\(path).\(field.name)"
                return [Entry(path: inner, field: field)] + entries(of: field.type, at: inner)
            }
        case .list(let element, _, _): entries(of: element, at: path + "[]")
        case .map(_, let values): entries(of: values, at: path + "{}")
        default: []
        }
    }

    /// The paths a document writes, in the same spelling.
    static func paths(in document: DocumentNode, _ schema: ResourceSchema) -> Set<String> {
        var paths: Set<String> = []
        collect(document, .object(schema.root), "", &paths)
        return paths
    }

    private static func collect(_ node: DocumentNode, _ type: ValueType?, _ path: String, _ paths: inout Set<String>) {
        switch type {
        case .list(let element, _, _):
            for item in node.elements { collect(item, element, path + "[]", &paths) }
        case .map(_, let values):
            for member in node.members { collect(member.value, values, path + "{}", &paths) }
        default:
            for member in node.members {
                let inner = path.isEmpty ? member.key : "\(path).\(member.key)"
                paths.insert(inner)
                guard case .object(let schema)? = type else { continue }
                collect(member.value, schema.field(named: member.key)?.type, inner, &paths)
            }
            // A struct may have what the schema does not know, at any place.
            for item in node.elements { collect(item, nil, path + "[]", &paths) }
        }
    }
}
