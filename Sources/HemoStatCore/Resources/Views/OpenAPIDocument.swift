/// What the operator serves below `/openapi/v3`, as Kubernetes' API servers do.
package enum OpenAPIDocument {
    /// The group's document below `/openapi/v3/`, and its key in the index.
    package static let groupPath = "apis/\(ResourceGroup.apiVersion)"

    /// `/openapi/v3`: every document with the address it is read from.
    ///
    /// A document has its key in the index (`apis/hemostat.dev/v1`, `api/v1`) and a hash of its text, which lets clients
    /// keep it as long as it stays the same.
    package static func index(_ documents: [(path: String, hash: String)]) -> JSONValue {
        let paths = documents.map { document in
            let address = "/openapi/v3/\(document.path)?hash=\(document.hash)"
            return (document.path, JSONValue.object(["serverRelativeURL": .string(address)]))
        }
        return ["paths": .object(JSONObject(paths))]
    }

    /// The document of the group.
    ///
    /// `paths` tells what can be done with the kinds, as OpenAPI has it; kubectl finds a kind by the
    /// `x-kubernetes-group-version-kind` of its operations.
    package static func group(paths: JSONObject = [:]) -> JSONValue {
        [
            "openapi": "3.0.0",
            "info": ["title": "HemoStat", "version": .string(ResourceGroup.version)],
            "paths": .object(paths),
            "components": ["schemas": .object(schemas)],
        ]
    }

    /// Every kind served, by the name of its schema.
    package static let schemas: JSONObject = {
        let view = SchemaView(dialect: .openAPI)
        var schemas = JSONObject(ResourceSchemas.served.map { (name($0.kind), .object(view.schema(of: $0))) })
        // Without descriptions: kubectl would append them to those of every field that refers here.
        for definition in ["IntOrString", "Quantity"] {
            schemas[name(definition)] = [
                "anyOf": [["type": "integer"], ["type": "string"]], "x-kubernetes-int-or-string": true,
            ]
        }
        return schemas
    }()

    /// `dev.hemostat.v1.HealthPolicy`.
    package static func name(_ kind: String) -> String {
        let reversed = ResourceGroup.name.split(separator: ".").reversed().joined(separator: ".")
        return "\(reversed).\(ResourceGroup.version).\(kind)"
    }

    /// What `$ref` says to mean a kind's schema.
    package static func reference(_ kind: String) -> String { "#/components/schemas/\(name(kind))" }
}
