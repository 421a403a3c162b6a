/// One value of a document somebody wrote, with the place it was written at.
///
/// `PolicyDocuments` builds it from YAML and `OperatorAPI` from JSON; everything behind it (validation,
/// defaulting, decoding) sees only this type and can therefore always name the place of a problem.
package struct DocumentNode: Sendable, Equatable {
    /// The JSON-compatible shapes a document may take.
    package enum Value: Sendable, Equatable {
        case null
        case bool(Bool)
        case integer(Int64)
        case number(Double)
        case string(String)
        case array([DocumentNode])
        case object([Member])
    }

    /// One key of an object.
    ///
    /// Keys are unique within it; the builder refuses duplicates.
    package struct Member: Sendable, Equatable {
        package var key: String
        package var keyPosition: SourcePosition?
        package var value: DocumentNode

        package init(key: String, keyPosition: SourcePosition? = nil, value: DocumentNode) {
            self.key = key
            self.keyPosition = keyPosition
            self.value = value
        }
    }

    package var value: Value
    /// From the document's root, as people write it: `spec.expectations[0].name`; empty for the root.
    package var path: String
    package var position: SourcePosition?

    package init(_ value: Value, path: String = "", position: SourcePosition? = nil) {
        self.value = value
        self.path = path
        self.position = position
    }

    /// The member of an object, nil when this is no object or has no such key.
    package subscript(key: String) -> DocumentNode? {
        guard case .object(let members) = value else { return nil }
        // Looks at keys only: a member is costly to copy.
        for index in members.indices where members[index].key == key { return members[index].value }
        return nil
    }
}
