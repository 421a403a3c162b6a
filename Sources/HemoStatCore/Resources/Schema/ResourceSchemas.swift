/// Every kind there is, by name.
package enum ResourceSchemas {
    /// Those an operator serves, in the order of the manual.
    package static let served = [
        HealthPolicySchema.resource, DockerHostSchema.resource, AlertRouteSchema.resource, HoldSchema.resource,
        GitSourceSchema.resource, ContainerSchema.resource, RemediationKindSchema.resource, EventSchema.resource,
        LeaseSchema.resource,
    ]

    /// Those and the ones that live in files only.
    package static let all = served + [PolicyTestSchema.resource]

    package static func schema(ofKind kind: String) -> ResourceSchema? { all.first { $0.kind == kind } }

    /// By kind, plural, singular or short name, in any case, as kubectl takes it; `healthpolicies.hemostat.dev` too.
    package static func schema(named name: String) -> ResourceSchema? {
        var word = name.lowercased()
        for suffix in [".\(ResourceGroup.version).\(ResourceGroup.name)", ".\(ResourceGroup.name)"] {
            guard word.hasSuffix(suffix) else { continue }
            word.removeLast(suffix.count)
            break
        }
        return all.first { $0.singular == word || $0.plural == word || $0.shortNames.contains(word) }
    }
}
