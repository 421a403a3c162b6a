/// Containers no policy ever binds, whatever it says.
package enum Protection: String, Sendable, Codable {
    /// The operator itself, its Redis, its socket proxy: label `hemostat.dev/component`.
    case component = "HemoStatComponent"
    /// Managed by a kubelet: any `io.kubernetes.*` label.
    case kubernetes = "Kubernetes"
    /// Label `hemostat.dev/ignore` with any value but `false`.
    case ignored = "Ignored"
    /// Half of a recreation of ours, by its name: whoever ends that says what becomes of it.
    case setAside = "SetAside"
    /// The container the operator runs in.
    case operatorItself = "Operator"

    package static func of(_ container: ContainerObservation, operatorContainerID: String?) -> Protection? {
        if let operatorContainerID, container.key.id == operatorContainerID { return .operatorItself }
        if container.labels["hemostat.dev/component"] != nil { return .component }
        if SetAside.isName(container.name) { return .setAside }
        if let ignore = container.labels["hemostat.dev/ignore"], ignore.lowercased() != "false" { return .ignored }
        if container.labels.keys.contains(where: { $0.hasPrefix("io.kubernetes.") }) { return .kubernetes }
        return nil
    }
}
