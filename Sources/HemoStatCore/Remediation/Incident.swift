/// Much of a host, or of a Compose project, in trouble together: one cause is likelier than many.
///
/// While it is open nothing is done one by one, and people are told of it instead of each container.
package struct Incident: Sendable, Equatable, Codable {
    /// Built from host, scope and opening time.
    package var id: String
    package var host: String
    package var scope: Scope
    package var openedAt: Timestamp
    package var closedAt: Timestamp?
    /// Since when it has been less than the brake's limits; nil while it is not.
    package var calmSince: Timestamp?
    /// Containers in trouble now, and those under `Enforce` in the scope.
    package var diverged: Int
    package var enforced: Int
    /// What most of them share, likeliest first.
    package var candidates: [Candidate]
    /// IDs of all containers that were part of it, sorted.
    package var containers: [String]
    /// Who let actions go on in spite of it; nil when it ended by itself.
    package var resumedBy: String?
    /// Projects in a storm of their own when a host's actions were let go on: they go on there, too, until they are calm.
    package var resumedProjects: [String]?
    /// The host's incident it became part of; nil when it stood for itself.
    package var mergedInto: String?

    package init(
        id: String,
        host: String,
        scope: Scope,
        openedAt: Timestamp,
        diverged: Int,
        enforced: Int,
        candidates: [Candidate] = [],
        containers: [String] = []
    ) {
        self.id = id
        self.host = host
        self.scope = scope
        self.openedAt = openedAt
        self.diverged = diverged
        self.enforced = enforced
        self.candidates = candidates
        self.containers = containers
    }

    package var isOpen: Bool { closedAt == nil }

    package enum Scope: Sendable, Hashable, Codable, CustomStringConvertible {
        case host
        /// A Compose project, by name.
        case project(String)

        package var description: String {
            switch self {
            case .host: "host"
            case .project(let name): "project \(name)"
            }
        }
    }

    /// Something that many of the containers in trouble share.
    package struct Candidate: Sendable, Equatable, Codable {
        package var kind: Kind
        package var name: String
        /// How many of those in trouble share it, and how many of those that are not.
        package var diverged: Int
        package var healthy: Int

        package init(kind: Kind, name: String, diverged: Int, healthy: Int) {
            self.kind = kind
            self.name = name
            self.diverged = diverged
            self.healthy = healthy
        }

        package enum Kind: String, Sendable, Codable, CaseIterable {
            case host, network, image, volume, project
        }
    }
}
