extension Incident {
    /// One sentence for people: `12 of 15 containers of project shop are in trouble; all share network shop_db`.
    package var summary: String {
        let place = scope == .host ? "host \(host)" : "\(scope)"
        let causes = candidates.prefix(3).map(phrase).joined(separator: ", ")
        let verb = diverged == 1 ? "is" : "are"
        return "\(diverged) of \(enforced) containers of \(place) \(verb) in trouble"
            + (causes.isEmpty ? "" : "; \(causes)")
    }

    private func phrase(_ candidate: Candidate) -> String {
        let count = candidate.diverged == diverged ? "all" : "\(candidate.diverged)"
        return switch candidate.kind {
        case .host: "the host itself may be the cause"
        case .project: "\(count) belong to project \(candidate.name)"
        case .network, .image, .volume: "\(count) share \(candidate.kind.rawValue) \(candidate.name)"
        }
    }
}
