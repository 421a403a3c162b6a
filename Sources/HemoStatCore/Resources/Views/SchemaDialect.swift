/// Who reads a schema: each takes a part of JSON Schema of its own.
package enum SchemaDialect: Sendable {
    /// `/openapi/v3`, read by kubectl and client libraries: OpenAPI 3.0 with Kubernetes' extensions.
    case openAPI
    /// The structural schema of a CustomResourceDefinition.
    ///
    /// It says nothing about `metadata`, which is Kubernetes' own, and requires no `status`, which a client cannot write.
    case customResource
    /// JSON Schema draft-07, read by editors; unknown fields are refused.
    case editor
}
