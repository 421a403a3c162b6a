package import HemoStatCore

/// A kind people write, as the store keeps it: a hash a kind, a field a name.
package protocol StoredResource: Resource {
    associatedtype Spec: Equatable, Sendable

    static var key: String { get }
    var metadata: ObjectMeta { get set }
    var spec: Spec { get }
}

extension HealthPolicy: StoredResource {
    package static var key: String { RedisKeys.policies }
}

extension DockerHost: StoredResource {
    package static var key: String { RedisKeys.resources("dockerhosts") }
}

extension Hold: StoredResource {
    package static var key: String { RedisKeys.resources("holds") }
}

extension AlertRoute: StoredResource {
    package static var key: String { RedisKeys.resources("alertroutes") }
}

extension GitSource: StoredResource {
    package static var key: String { RedisKeys.resources("gitsources") }
}
