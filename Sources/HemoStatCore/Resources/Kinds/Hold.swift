/// Hands off: nothing is done to the containers it selects until it expires.
package struct Hold: Resource {
    package static let kind: String = "Hold"

    package var apiVersion: String = ResourceGroup.apiVersion
    package var kind: String = Hold.kind
    package var metadata: ObjectMeta
    package var spec: Spec

    package init(metadata: ObjectMeta, spec: Spec) {
        self.metadata = metadata
        self.spec = spec
    }

    package struct Spec: Sendable, Equatable, Codable {
        package var selector: ContainerSelector
        /// Who to ask.
        package var owner: String
        package var reason: String
        package var expiresAt: Timestamp

        package init(selector: ContainerSelector, owner: String, reason: String, expiresAt: Timestamp) {
            self.selector = selector
            self.owner = owner
            self.reason = reason
            self.expiresAt = expiresAt
        }
    }
}
