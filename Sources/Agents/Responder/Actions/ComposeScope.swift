/// One service of one Compose project, by the labels Compose gives (https://docs.docker.com/compose/).
struct ComposeScope: Sendable, Equatable {
    let project: String
    let service: String

    private static let projectLabel = "com.docker.compose.project"
    private static let serviceLabel = "com.docker.compose.service"
    private static let oneOffLabel = "com.docker.compose.oneoff"

    /// Nil unless both labels say something.
    init?(_ labels: [String: String]) {
        guard let project = labels[Self.projectLabel], let service = labels[Self.serviceLabel], !project.isEmpty,
            !service.isEmpty
        else { return nil }
        self.project = project
        self.service = service
    }

    /// As an engine filters by labels.
    var filters: [String] { ["\(Self.projectLabel)=\(project)", "\(Self.serviceLabel)=\(service)"] }

    /// Whether both labels are the same, byte by byte.
    func isOf(_ labels: [String: String]) -> Bool {
        guard let other = ComposeScope(labels) else { return false }
        return other.project.utf8.elementsEqual(project.utf8) && other.service.utf8.elementsEqual(service.utf8)
    }

    /// Whether a person made it, by `docker compose run`.
    static func isOneOff(_ labels: [String: String]) -> Bool { labels[oneOffLabel]?.lowercased() == "true" }
}
