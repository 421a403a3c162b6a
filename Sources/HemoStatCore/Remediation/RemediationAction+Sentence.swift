extension RemediationAction {
    /// What is done to a container, to follow "would": `restart it (10s to stop)`.
    package var sentence: String {
        switch self {
        case .restart(let spec): "restart it (\(spec.timeout) to stop)"
        case .start: "start it"
        case .stop(let spec): "stop it (\(spec.timeout) to end)"
        case .unpause: "unpause it"
        case .signal(let spec): "send it the signal \(spec.name)"
        case .exec(let spec): "run \(Self.quote(spec.command)) in it (\(spec.timeout) at most)"
        case .scaleUp(let spec): "scale its service up by \(spec.by), to at most \(spec.max)"
        case .scaleDown(let spec): "scale its service down by \(spec.by), to at least \(spec.min)"
        case .cleanup(let spec): "remove \(spec.list) of its Compose project and service"
        case .updateResources(let spec): "set its limits to \(spec.list)"
        case .recreate: "put a new container of the same configuration in its place"
        case .none: "do nothing and wait"
        }
    }

    /// As people write an argument vector; no more of it than fits in a message.
    private static func quote(_ command: [String]) -> String {
        let text = "[\(command.map(JSONValue.quoted).joined(separator: ","))]"
        return text.utf8.count <= 400 ? text : String(text.prefix(100)) + "…"
    }
}

extension RemediationAction.CleanupSpec {
    fileprivate var list: String {
        var parts: [String] = []
        if stoppedContainers { parts.append("stopped containers\(volumes ? " with their anonymous volumes" : "")") }
        if danglingImages { parts.append("dangling images") }
        return parts.isEmpty ? "nothing" : parts.joined(separator: " and ")
    }
}

extension RemediationAction.ResourcesSpec {
    fileprivate var list: String {
        var parts: [String] = []
        if let memory { parts.append("\(memory) of memory") }
        if let cpus { parts.append("\(MeasuredValue.number(cpus)) CPUs") }
        return parts.isEmpty ? "what they are" : parts.joined(separator: " and ")
    }
}
