package import HemoStatCore
package import Logging
import PolicyDocuments
import ServiceLifecycle
package import SharedState

/// Keeps a directory of policies applied: what changes there is in force a second later, what is broken is refused by
/// itself and its last good generation stays.
package struct DirectorySource: Service {
    private let path: String
    private let store: ResourceStore
    private let now: @Sendable () -> Timestamp
    private let clock: any Clock<Duration>
    private let logger: Logger
    /// Told when the policies in force may have changed.
    private let applied: @Sendable () async -> Void

    private static let interval = Duration.seconds(1)

    package init(
        path: String,
        store: ResourceStore,
        now: @escaping @Sendable () -> Timestamp,
        clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger,
        applied: @escaping @Sendable () async -> Void
    ) {
        self.path = path
        self.store = store
        self.now = now
        self.clock = clock
        self.logger = logger
        self.applied = applied
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            var last: DirectorySnapshot?
            while !Task.isCancelled {
                let snapshot = DirectorySnapshot(path)
                let isKnown = snapshot == last ? await isRemembered() : false
                if !isKnown, await synchronise() { last = snapshot }
                try? await clock.sleep(for: Self.interval)
            }
        }
    }

    /// Whether the store still knows of the last reading: a Redis that came back empty lost the policies, too.
    private func isRemembered() async -> Bool {
        do {
            return try await store.source() != nil
        } catch {
            return true
        }
    }

    /// Reads everything and applies it.
    ///
    /// - Returns: false when the store did not take it, and it is to be tried again.
    private func synchronise() async -> Bool {
        let load = PolicyLoader.load(paths: [path])
        for diagnostic in load.diagnostics {
            let level: Logger.Level = diagnostic.severity == .error ? .error : .warning
            let isRefused = diagnostic.severity == .error
            let words: Logger.Message = isRefused ? "policy document refused" : "policy document worth a look"
            logger.log(level: level, words, metadata: ["problem": "\(diagnostic)"])
        }
        do {
            var status = PolicySourceStatus(path: path, at: now(), problems: load.diagnostics)
            let inForce = try await store.policies().map(\.name)
            let gone = Pruning.names(inForce: inForce, load: load)
            if gone.isRefused {
                status.problems.append(
                    Diagnostic("\(path) holds no policy any more; nothing is removed", severity: .warning)
                )
            }
            var changes = [HealthPolicy.kind: try await store.apply(load.policies, pruning: gone.names)]
            changes[DockerHost.kind] = try await apply(DockerHost.self, load)
            changes[Hold.kind] = try await apply(Hold.self, load)
            changes[AlertRoute.kind] = try await apply(AlertRoute.self, load)
            changes[GitSource.kind] = try await apply(GitSource.self, load)
            try await store.saveSource(status)
            for (kind, changes) in changes { log(kind, changes) }
            await applied()
            return true
        } catch {
            logger.warning("policies not applied yet", metadata: ["error": "\(error)"])
            return false
        }
    }

    /// Applies the documents of a kind other than HealthPolicy, and removes those that came from here and are gone.
    ///
    /// What somebody else applied, `hemostat hold` for one, is not ours to remove.
    private func apply<Kind: StoredResource>(
        _ kind: Kind.Type,
        _ load: PolicyLoad
    ) async throws -> [String: ResourceStore.Change] {
        let resources = load.resources(kind).map { resource in
            var resource = resource
            resource.metadata.annotations = (resource.metadata.annotations ?? [:]).merging(Self.mark) { $1 }
            return resource
        }
        let names = Set(resources.map(\.name))
        let ours = try await store.all(kind).filter { $0.metadata.annotations?[Self.ownerKey] == Self.owner }
        let isWhole = !load.hasErrors && !load.hasEmptyFile && !(load.policies.isEmpty && load.others.isEmpty)
        let gone = isWhole ? Set(ours.map(\.name)).subtracting(names) : []
        return try await store.apply(resources, pruning: gone)
    }

    private static let ownerKey = "hemostat.dev/source"
    private static let owner = "directory"
    private static let mark = [ownerKey: owner]

    private func log(_ kind: String, _ changes: [String: ResourceStore.Change]) {
        for (name, change) in changes.sorted(by: { $0.key < $1.key }) where change != .unchanged {
            let words: Logger.Message = kind == HealthPolicy.kind ? "policy applied" : "resource applied"
            logger.info(words, metadata: ["kind": "\(kind)", "policy": "\(name)", "change": "\(change.rawValue)"])
        }
    }
}
