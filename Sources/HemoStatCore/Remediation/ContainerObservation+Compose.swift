// What Compose writes on its containers (labels of https://docs.docker.com/compose/).

extension ContainerObservation {
    /// The longest label value that names anything: Compose's own are far shorter.
    static let longestName = 255

    /// The Compose project; nil without one.
    package var composeProject: String? { named("com.docker.compose.project") }

    /// The service in its project; nil without one, and for a one-off (`docker compose run`), which stands in for nobody.
    package var composeService: String? {
        let isOneOff = labels["com.docker.compose.oneoff"]?.lowercased() == "true"
        return isOneOff ? nil : named("com.docker.compose.service")
    }

    private func named(_ label: String) -> String? {
        guard let value = labels[label], !value.isEmpty, value.utf8.count <= Self.longestName else { return nil }
        return value
    }
}
