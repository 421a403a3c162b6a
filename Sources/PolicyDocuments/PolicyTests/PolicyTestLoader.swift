import HemoStatCore

/// Files to policy tests.
package enum PolicyTestLoader {
    /// Every document of a text: the tests, and one entry for each refused document.
    package static func load(_ bytes: [UInt8], file: String) -> [PolicyTestDocument] {
        let load = PolicyLoader.load(bytes, file: file)
        var documents = load.others.map(read)
        documents += load.loaded.map { stray(HealthPolicy.kind, $0.policy.name, at: $0.position) }
        documents += load.refused.map { refused in
            let start = refused.position ?? SourcePosition(file: file, line: 1, column: 1)
            return PolicyTestDocument(refused: refused.name, at: start, errors(of: load, from: start))
        }
        if documents.isEmpty {
            let start = SourcePosition(file: file, line: 1, column: 1)
            let problem = Diagnostic("there is no policy test in this file", position: start)
            documents = [PolicyTestDocument(refused: nil, at: start, [problem])]
        }
        return documents.sorted { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
    }

    /// Every document of the given files, of all test files below the given directories, and one for each thing that cannot
    /// be read.
    package static func load(
        paths: [String],
        reader: PolicyFileReader = PolicyFileReader()
    ) -> [PolicyTestDocument] {
        var seen: Set<String> = []
        return paths.flatMap { path in
            do throws(PolicyFileError) {
                guard try reader.isDirectory(path) else { return seen.insert(path).inserted ? file(path, reader) : [] }
                let listing = try reader.listTests(path)
                let files = listing.files.filter { seen.insert($0).inserted }
                return files.flatMap { file($0, reader) } + listing.problems.map(unreadable)
            } catch {
                return [unreadable(error)]
            }
        }
    }

    private static func file(_ path: String, _ reader: PolicyFileReader) -> [PolicyTestDocument] {
        do throws(PolicyFileError) {
            return load(try reader.contents(of: path), file: path)
        } catch {
            return [unreadable(error)]
        }
    }

    private static func unreadable(_ error: PolicyFileError) -> PolicyTestDocument {
        let start = SourcePosition(file: error.path, line: 1, column: 1)
        return PolicyTestDocument(refused: "unreadable", at: start, [Diagnostic(error.description)])
    }

    private static func read(_ resource: LoadedResource) -> PolicyTestDocument {
        guard resource.kind == PolicyTest.kind else {
            return stray(resource.kind, resource.name, at: resource.position)
        }
        let reading = PolicyTestSchema.resource.read(resource.document, as: PolicyTest.self)
        let problems = PolicyTestChecks.problems(of: resource.document)
        guard let test = reading.resource, problems.isEmpty else {
            return PolicyTestDocument(refused: resource.name, at: resource.position, reading.diagnostics + problems)
        }
        return PolicyTestDocument(test, resource.document, at: resource.position, reading.diagnostics)
    }

    private static func stray(_ kind: String, _ name: String, at position: SourcePosition) -> PolicyTestDocument {
        let message =
            "a \(kind) does not belong among tests: write it to a file of its own and name that under policies"
        return PolicyTestDocument(refused: name, at: position, [Diagnostic(message, path: "kind", position: position)])
    }

    /// The errors from one refused document to the next; the first one's also before it.
    private static func errors(of load: PolicyLoad, from start: SourcePosition) -> [Diagnostic] {
        let starts = load.refused.compactMap(\.position?.line)
        let first = starts.min() == start.line ? 1 : start.line
        let next = starts.filter { $0 > start.line }.min() ?? .max
        return load.diagnostics.filter { problem in
            problem.severity == .error && (first..<next).contains(problem.position?.line ?? start.line)
        }
    }
}
