import TestSupport

/// One thing that happens to a container by `docker` or by itself, and what HemoStat has to make of it.
struct IntentRow: Sendable {
    typealias Deed = @Sendable (_ container: TestContainer) async throws -> Void

    /// Names the container.
    let word: String
    var command = Patient.crashesWhenTold
    /// More options of `docker run`.
    var options: [String] = []
    let deed: Deed
    /// Phase and reason it comes to rest in; nil when nobody may mind.
    let end: String?
    /// What the deed itself makes Docker do.
    var theirs: [String: Int] = [:]

    /// Whether it befell the container, and HemoStat starts it again.
    var isHealed: Bool { end == "Resolved" }

    /// How often Docker may have started and restarted it by the end, counted by its event log: by `docker run`, by the deed, and
    /// by HemoStat once where the deed was no person's.
    var tally: [String: Int] {
        var tally = ["start": 1 + (theirs["start"] ?? 0) + (isHealed ? 1 : 0)]
        tally["restart"] = theirs["restart"]
        return tally
    }
}
