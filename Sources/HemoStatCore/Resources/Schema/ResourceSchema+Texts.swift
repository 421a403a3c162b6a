extension ResourceSchema {
    /// Every text of a document with the form the schema wants of it, in the order of the text.
    ///
    /// For those who can tell more about some forms than the Core: whether a pattern compiles, whether a zone exists.
    package func texts(in document: DocumentNode) -> [(format: TextFormat, node: DocumentNode)] {
        var texts: [(format: TextFormat, node: DocumentNode)] = []
        ValueType.object(root).collectTexts(in: document, into: &texts)
        return texts
    }
}

extension ValueType {
    fileprivate func collectTexts(in node: DocumentNode, into texts: inout [(format: TextFormat, node: DocumentNode)]) {
        switch self {
        case .text(let format):
            if case .string = node.value { texts.append((format, node)) }
        case .object(let schema):
            for member in node.members {
                schema.field(named: member.key)?.type.collectTexts(in: member.value, into: &texts)
            }
        case .list(let element, _, _):
            for item in node.elements { element.collectTexts(in: item, into: &texts) }
        case .map(_, let values):
            for member in node.members { values.collectTexts(in: member.value, into: &texts) }
        default: break
        }
    }
}
