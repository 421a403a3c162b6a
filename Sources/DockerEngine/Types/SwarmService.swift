/// A service of a Swarm (`GET /services/{id}`) as it was when it was read.
///
/// It holds the whole specification, which may have secrets (environment): printed, it shows name and id only.
package struct SwarmService: Sendable, Hashable {
    package let id: String
    package let name: String
    package let labels: [String: String]
    /// Which specification this is: an update is refused when another one is in force by then.
    package let version: UInt64
    /// How many tasks are wanted; nil for a service that has no such number (global mode, jobs).
    package let replicas: Int?
    /// Whether an update or a roll-back is under way or stands still half-way.
    package let isUpdating: Bool
    private let specification: EngineValue

    init?(document: EngineValue) {
        guard let id = document[key: "ID"]?.text, let specification = document[key: "Spec"],
            let version = document[key: "Version"]?[key: "Index"]?.count
        else { return nil }
        self.id = id
        self.specification = specification
        self.version = version
        name = specification[key: "Name"]?.text ?? ""
        let texts = (specification[key: "Labels"]?.members ?? []).compactMap { member in
            member.value.text.map { (member.key, $0) }
        }
        labels = Dictionary(texts) { _, last in last }
        replicas = specification[key: "Mode"]?[key: "Replicated"]?[key: "Replicas"]?.count
            .flatMap { Int(exactly: $0) }
        let state = document[key: "UpdateStatus"]?[key: "State"]?.text ?? ""
        isUpdating = !["", "completed", "rollback_completed"].contains(state)
    }

    /// The specification with another number of tasks and nothing else changed.
    func specification(replicas: Int) -> EngineValue {
        var changed = specification
        var mode = changed[key: "Mode"] ?? .null
        var replicated = mode[key: "Replicated"] ?? .null
        replicated[key: "Replicas"] = .integer(replicas)
        mode[key: "Replicated"] = replicated
        changed[key: "Mode"] = mode
        return changed
    }

    /// Texts an engine's error must not repeat: the environment.
    var confidential: [String] {
        specification[key: "TaskTemplate"]?[key: "ContainerSpec"]?[key: "Env"]?.texts ?? []
    }

    /// A service's id: 25 digits and small letters.
    ///
    /// Docker takes names and starts of ids too; this is neither by chance, as long as the answer is compared.
    static func isID(_ text: String) -> Bool {
        text.utf8.count == 25
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
    }
}

extension SwarmService: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "the service \(name) (\(id))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [Mirror.Child]()) }
}
