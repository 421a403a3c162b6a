/// One JSON Schema for every document people write, for editors: draft-07, which yaml-language-server knows best.
///
/// `kind` decides what else a document may hold; it is one of the kinds people write, as `hemostat validate` has it, or
/// `List`. Every object refuses fields it does not know.
package enum EditorSchema {
    package static let fileName = "hemostat.schema.json"

    package static var value: JSONValue {
        let kinds = ResourceSchemas.all.filter { !$0.isWrittenByOperator }
        let view = SchemaView(dialect: .editor)
        return [
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "HemoStat",
            "description": .string("Documents of \(ResourceGroup.apiVersion)."),
            "type": "object",
            "required": ["apiVersion", "kind"],
            "properties": [
                "apiVersion": ["description": "Group and version of the kind.", "enum": versions],
                "kind": [
                    "description": "What the document describes.", "enum": .strings(kinds.map(\.kind) + ["List"]),
                ],
            ],
            "allOf": .array(kinds.map { branch($0.kind) } + [branch("List")]),
            "definitions": .object(
                JSONObject(kinds.map { ($0.kind, .object(view.schema(of: $0))) } + [("List", list)])
            ),
        ]
    }

    private static let versions: JSONValue = [.string(ResourceGroup.apiVersion), "v1"]

    private static func branch(_ kind: String) -> JSONValue {
        [
            "if": ["required": ["kind"], "properties": ["kind": ["const": .string(kind)]]],
            "then": ["$ref": .string("#/definitions/\(kind)")],
        ]
    }

    private static let list: JSONValue = [
        "description": "Several documents in one.",
        "type": "object",
        "required": ["apiVersion", "kind", "items"],
        "properties": [
            "apiVersion": ["type": "string", "enum": versions],
            "kind": ["type": "string", "enum": ["List"]],
            "metadata": ["description": "Means nothing here.", "type": "object"],
            "items": ["description": "The documents.", "type": "array", "items": ["$ref": "#"]],
        ],
        "additionalProperties": false,
    ]
}
