/// Docker's states, as policies spell them.
package enum TestState: String, Sendable, Codable, CaseIterable {
    case created = "Created"
    case running = "Running"
    case paused = "Paused"
    case restarting = "Restarting"
    case exited = "Exited"
    case dead = "Dead"
}
