import Testing

@testable import HemoStatCore

@Suite struct CustomResourceDefinitionTests {
    @Test("the kinds Kubernetes does not have itself have a definition")
    func kinds() {
        #expect(
            CustomResourceDefinition.all.map(\.fileName) == [
                "hemostat.dev_healthpolicies.yaml", "hemostat.dev_dockerhosts.yaml", "hemostat.dev_alertroutes.yaml",
                "hemostat.dev_holds.yaml", "hemostat.dev_gitsources.yaml", "hemostat.dev_containers.yaml",
                "hemostat.dev_remediations.yaml",
            ]
        )
    }

    @Test("names, scope and version", arguments: CustomResourceDefinition.all.indices)
    func names(index: Int) {
        let definition = CustomResourceDefinition.all[index]
        let spec = definition.value["spec"]
        let plural = definition.schema.plural
        #expect(definition.value["metadata"]?["name"] == .string("\(plural).hemostat.dev"))
        #expect(spec?["names"]?["plural"] == .string(plural))
        #expect(spec?["scope"] == (definition.schema.scope == .host ? "Namespaced" : "Cluster"))
        let hasStatus = definition.schema.root.field(named: "status") != nil
        #expect(spec?["versions"]?.elements.count == 1)
        #expect((spec?["versions"]?.elements[0]["subresources"] != nil) == hasStatus)
    }

    @Test("columns lead to fields, of the type they say", arguments: ResourceSchemas.served.map(\.kind))
    func columns(kind: String) throws {
        let schema = try #require(ResourceSchemas.schema(ofKind: kind))
        let fields = SchemaSamples.fields(of: schema)
        for column in schema.columns {
            let path = schema.singular + column.path.prefix { $0 != "[" }
            let field = try #require(fields.first { $0.path == path }?.field, "\(kind) \(column.name)")
            let isItem = column.path.hasSuffix("]")
            let types = column.type == "date" ? ["string"] : [column.type]
            #expect(types.map { isItem ? "[]\($0)" : $0 }.contains(field.type.kubectlName), "\(kind) \(column.name)")
        }
    }
}
