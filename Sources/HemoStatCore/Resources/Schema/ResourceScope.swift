/// Where the names of a kind are unique.
package enum ResourceScope: String, Sendable {
    case cluster = "Cluster"
    /// Within one Docker host, which is the namespace.
    case host = "Namespaced"
}
