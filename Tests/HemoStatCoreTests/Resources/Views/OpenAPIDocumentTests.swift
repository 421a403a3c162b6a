import Testing

@testable import HemoStatCore

@Suite struct OpenAPIDocumentTests {
    @Test("every kind served has a schema that names its group, version and kind")
    func kinds() {
        for kind in ResourceSchemas.served.map(\.kind) {
            let schema = OpenAPIDocument.schemas["dev.hemostat.v1.\(kind)"]
            #expect(
                schema?["x-kubernetes-group-version-kind"]
                    == [["group": "hemostat.dev", "kind": .string(kind), "version": "v1"]]
            )
        }
        #expect(OpenAPIDocument.schemas["dev.hemostat.v1.PolicyTest"] == nil)
    }

    @Test("what is an integer or text refers to a definition, so that kubectl can name it")
    func references() {
        let spec = OpenAPIDocument.schemas["dev.hemostat.v1.HealthPolicy"]?["properties"]?["spec"]
        let disruption = spec?["properties"]?["remediation"]?["properties"]?["disruption"]
        let field = disruption?["properties"]?["maxUnavailable"]
        #expect(field?["allOf"] == [["$ref": "#/components/schemas/dev.hemostat.v1.IntOrString"]])
        #expect(field?["default"] == 1)
        #expect(OpenAPIDocument.group()["components"]?["schemas"]?["dev.hemostat.v1.IntOrString"] != nil)
        #expect(OpenAPIDocument.group()["components"]?["schemas"]?["dev.hemostat.v1.Quantity"] != nil)
    }

    @Test("the index leads to the documents")
    func index() {
        let index = OpenAPIDocument.index([(path: OpenAPIDocument.groupPath, hash: "ab"), (path: "api/v1", hash: "cd")])
        #expect(
            index.json
                == #"{"paths":{"apis/hemostat.dev/v1":{"serverRelativeURL":"/openapi/v3/apis/hemostat.dev/v1?hash=ab"},"#
                + #""api/v1":{"serverRelativeURL":"/openapi/v3/api/v1?hash=cd"}}}"#
        )
    }

    @Test("the paths of a caller stand in the document")
    func paths() {
        let document = OpenAPIDocument.group(paths: ["/apis/hemostat.dev/v1/holds": ["get": [:]]])
        #expect(document["openapi"] == "3.0.0")
        #expect(document["paths"]?["/apis/hemostat.dev/v1/holds"] == ["get": [:]])
    }
}
