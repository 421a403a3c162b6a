/// What all kinds share in their documents.
package protocol Resource: Sendable, Equatable, Codable {
    static var kind: String { get }
    var apiVersion: String { get }
    var metadata: ObjectMeta { get }
}

extension Resource {
    package static var apiVersion: String { ResourceGroup.apiVersion }
    package var name: String { metadata.name }
}
