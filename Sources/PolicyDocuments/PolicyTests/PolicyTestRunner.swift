import HemoStatCore
import PatternMatching

/// Runs policy tests one after another, and remembers what they exercised.
///
/// Policies, patterns and time zones are read once, however many tests name them.
package struct PolicyTestRunner {
    /// The same for every way to write a path.
    private struct Place: Hashable {
        let file: FileStatus.Identity
        let policy: String
    }

    private struct Coverage {
        var file: String
        var policy: HealthPolicy
        var tests = 0
        var exercised = PolicyCoverage()
    }

    private let reader: PolicyFileReader
    private let zones: ZoneDirectory
    private let patterns = PatternLibrary()
    private var loads: [String: PolicyLoad] = [:]
    private var table = ZoneTable()
    private var coverage: [Place: Coverage] = [:]

    package init(reader: PolicyFileReader = PolicyFileReader(), zones: ZoneDirectory = ZoneDirectory()) {
        self.reader = reader
        self.zones = zones
    }

    package mutating func run(_ document: PolicyTestDocument) -> PolicyTestOutcome {
        guard let test = document.test else {
            return PolicyTestOutcome(document, problems: document.diagnostics)
        }
        let (load, problems) = policies(of: test, document)
        guard problems.isEmpty else { return PolicyTestOutcome(document, problems: problems) }
        readZones(of: load.policies)
        let patterns = patterns
        let simulation = PolicySimulation(test, policies: load.policies, zones: table) { patterns.matches($0, $1) }
        let result = simulation.run()
        for loaded in load.loaded {
            guard let place = place(of: loaded) else { continue }
            var entry = coverage[place] ?? Coverage(file: loaded.position.file, policy: loaded.policy)
            entry.tests += 1
            entry.exercised.formUnion(result.coverage)
            coverage[place] = entry
        }
        return PolicyTestOutcome(document, result)
    }

    /// What the tests that were run exercised of the policies they name and of all others in some files and directories.
    package mutating func coverage(including paths: [String]) -> [CoveredPolicy] {
        var all = coverage
        for loaded in PolicyLoader.load(paths: paths.filter { !PolicyFileReader.isTest($0) }, reader: reader).loaded {
            guard let place = place(of: loaded), all[place] == nil else { continue }
            all[place] = Coverage(file: loaded.position.file, policy: loaded.policy)
        }
        return all.values.sorted { ($0.file, $0.policy.name) < ($1.file, $1.policy.name) }.map { entry in
            CoveredPolicy(
                file: entry.file,
                report: PolicyCoverageReport(entry.policy, entry.exercised),
                tests: entry.tests
            )
        }
    }

    private func place(of loaded: LoadedPolicy) -> Place? {
        let status = try? FileStatus(following: loaded.position.file)
        return status.map { Place(file: $0.identity, policy: loaded.policy.name) }
    }

    // MARK: Reading

    /// The policies a test names, and why they cannot be used.
    private mutating func policies(
        of test: PolicyTest,
        _ document: PolicyTestDocument
    ) -> (load: PolicyLoad, problems: [Diagnostic]) {
        var whole = PolicyLoad()
        var missing: [Diagnostic] = []
        let folder = document.file.lastIndex(of: "/").map { String(document.file[...$0]) } ?? ""
        for (index, name) in test.policies.enumerated() {
            let path = folder + name
            do throws(PolicyFileError) {
                whole.merge(try load(path))
            } catch {
                missing.append(
                    Diagnostic(
                        error.description,
                        path: "policies[\(index)]",
                        position: document.position(ofPolicy: index)
                    )
                )
            }
        }
        return (whole, missing + whole.diagnostics.filter { $0.severity == .error })
    }

    private mutating func load(_ path: String) throws(PolicyFileError) -> PolicyLoad {
        if let known = loads[path] { return known }
        let load = PolicyLoader.load(try reader.contents(of: path), file: path)
        loads[path] = load
        return load
    }

    /// A zone that cannot be read makes its policy refused before it comes to this.
    private mutating func readZones(of policies: [HealthPolicy]) {
        let names = Set(policies.flatMap { $0.spec.remediation.windows ?? [] }.map(\.timeZone))
        for name in names where table[name] == nil {
            if let rules = try? zones.rules(named: name) { table.insert(rules) }
        }
    }
}

extension PatternLibrary {
    /// Whether a pattern occurs in a line; nil when it gave up on it.
    fileprivate func matches(_ text: String, _ line: String) -> Bool? {
        switch pattern(text)?.matches(line: line.utf8) {
        case .match?: true
        case .noMatch?: false
        case .limitExceeded?, nil: nil
        }
    }
}
