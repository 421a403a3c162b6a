/// One entry of Compose's label `com.docker.compose.depends_on`: a service of the same project, and what of it is wanted.
///
/// `db:service_healthy:false,redis:service_started:true` (service, condition, whether a restart of it restarts this one);
/// older versions of Compose 2 write `db,redis`, version 1 nothing.
struct ComposeDependency: Hashable {
    var service: String
    var condition: Condition

    enum Condition: String {
        case started = "service_started"
        case healthy = "service_healthy"
        /// A job that has to have ended well.
        case completed = "service_completed_successfully"
    }

    static let label = "com.docker.compose.depends_on"
    /// More than any project has services.
    private static let limit = 256

    /// What a container's label says; nothing where it has none, and without what makes no sense.
    ///
    /// A condition nobody knows wants the service started.
    static func of(_ container: ContainerObservation) -> [ComposeDependency] {
        let entries = (container.labels[label] ?? "").split(separator: ",", maxSplits: limit).prefix(limit)
        var seen: Set<String> = []
        return entries.compactMap { entry in
            let parts = entry.split(separator: ":", omittingEmptySubsequences: false).map(trim)
            guard let service = parts.first, !service.isEmpty, seen.insert(service).inserted else { return nil }
            guard parts.count > 1, let condition = Condition(rawValue: parts[1]) else {
                return ComposeDependency(service: service, condition: .started)
            }
            return ComposeDependency(service: service, condition: condition)
        }
    }

    private static func trim(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
