/// A kind as Kubernetes takes it: apiextensions.k8s.io/v1.
///
/// It lets people keep HemoStat's documents in a cluster, where its API server checks them.
package struct CustomResourceDefinition: Sendable {
    /// The kinds that have one: all but those Kubernetes has itself, and those that live in files only.
    package static let all = ResourceSchemas.served.filter { ![Event.kind, Lease.kind].contains($0.kind) }
        .map(CustomResourceDefinition.init)

    package let schema: ResourceSchema

    /// As controller-gen names it.
    package var fileName: String { "\(ResourceGroup.name)_\(schema.plural).yaml" }

    package var value: JSONValue {
        [
            "apiVersion": "apiextensions.k8s.io/v1",
            "kind": "CustomResourceDefinition",
            "metadata": ["name": .string("\(schema.plural).\(ResourceGroup.name)")],
            "spec": [
                "group": .string(ResourceGroup.name),
                "names": .object(names),
                "scope": .string(schema.scope.rawValue),
                "versions": [.object(version)],
            ],
        ]
    }

    private var names: JSONObject {
        var names: JSONObject = [
            "categories": ["hemostat"], "kind": .string(schema.kind), "listKind": .string("\(schema.kind)List"),
            "plural": .string(schema.plural), "singular": .string(schema.singular),
        ]
        if !schema.shortNames.isEmpty { names["shortNames"] = .strings(schema.shortNames) }
        return names
    }

    private var version: JSONObject {
        var version: JSONObject = [
            "name": .string(ResourceGroup.version), "served": true, "storage": true,
            "schema": ["openAPIV3Schema": .object(SchemaView(dialect: .customResource).schema(of: schema))],
        ]
        if schema.root.field(named: "status") != nil { version["subresources"] = ["status": [:]] }
        if !schema.columns.isEmpty { version["additionalPrinterColumns"] = .array(schema.columns.map(Self.column)) }
        return version
    }

    private static func column(_ column: PrinterColumn) -> JSONValue {
        var value: JSONObject = [
            "name": .string(column.name), "type": .string(column.type), "jsonPath": .string(column.path),
        ]
        if column.isWide { value["priority"] = 1 }
        return .object(value)
    }
}
