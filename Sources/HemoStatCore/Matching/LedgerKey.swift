extension ContainerObservation {
    /// Under which name cooldowns and budgets are counted: it survives recreation, the container ID does not.
    ///
    /// Compose project, service and number (labels of https://docs.docker.com/compose/), Swarm service and slot, else the
    /// container's name.
    package var ledgerKey: String {
        if let project = labels["com.docker.compose.project"], let service = labels["com.docker.compose.service"] {
            let number = labels["com.docker.compose.container-number"] ?? "1"
            return "compose/\(project)/\(service)/\(number)"
        }
        if let service = labels["com.docker.swarm.service.id"], let task = labels["com.docker.swarm.task.name"] {
            // A task is named service.slot.id; the slot survives its replacement.
            let parts = task.split(separator: ".")
            let slot = parts.count >= 3 ? String(parts[parts.count - 2]) : task
            return "swarm/\(service)/\(slot)"
        }
        return "name/\(name)"
    }
}
