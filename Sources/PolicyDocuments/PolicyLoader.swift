import HemoStatCore

/// Text to policies: the one way for files, directories and whatever else brings YAML.
package enum PolicyLoader {
    /// Every policy of a text.
    ///
    /// A bad document is refused by itself; the others are read.
    package static func load(_ bytes: [UInt8], file: String) -> PolicyLoad {
        var load = PolicyLoad()
        let documents = YAMLReader.documents(in: bytes, file: file)
        if documents.isEmpty { load.noteEmptyFile(file) }
        for document in documents {
            if let node = document.node {
                read(node, of: document, into: &load)
            } else {
                let refused = RefusedDocument(file: file, position: document.position, name: nil)
                load.refuse(refused, document.diagnostics)
            }
        }
        return load
    }

    /// Every policy of the given files and directories; of directories all that `PolicyFileReader` lists.
    package static func load(paths: [String], reader: PolicyFileReader = PolicyFileReader()) -> PolicyLoad {
        var load = PolicyLoad()
        for path in paths {
            do throws(PolicyFileError) {
                guard try reader.isDirectory(path) else {
                    load.merge(try file(path, reader))
                    continue
                }
                let listing = try reader.list(path)
                for problem in listing.problems { refuse(problem, in: &load) }
                for path in listing.files { merge(path, reader, into: &load) }
            } catch {
                refuse(error, in: &load)
            }
        }
        load.noteOverlaps()
        load.noteUnused()
        return load
    }

    private static func merge(_ path: String, _ reader: PolicyFileReader, into load: inout PolicyLoad) {
        do throws(PolicyFileError) {
            load.merge(try file(path, reader))
        } catch {
            refuse(error, in: &load)
        }
    }

    private static func file(_ path: String, _ reader: PolicyFileReader) throws(PolicyFileError) -> PolicyLoad {
        load(try reader.contents(of: path), file: path)
    }

    private static func refuse(_ error: PolicyFileError, in load: inout PolicyLoad) {
        let refused = RefusedDocument(file: error.path, position: nil, name: nil)
        load.refuse(refused, [Diagnostic(error.description)])
    }

    // MARK: One document

    private static func read(_ node: DocumentNode, of document: ParsedDocument, into load: inout PolicyLoad) {
        do throws(DocumentFailure) {
            switch try DocumentKind(of: node) {
            case .list: readItems(node, of: document, into: &load)
            case .resource(let schema) where schema.kind == HealthPolicy.kind:
                readPolicy(node, of: document, into: &load)
            case .resource(let schema): readOther(node, schema, of: document, into: &load)
            }
        } catch {
            refuse(node, of: document, [error.diagnostic], in: &load)
        }
    }

    private static func readPolicy(_ node: DocumentNode, of document: ParsedDocument, into load: inout PolicyLoad) {
        let reading = HealthPolicySchema.read(node)
        let edge = EdgeChecks().problems(of: node, HealthPolicySchema.resource)
        let problems = (reading.diagnostics + edge).inTextOrder
        let broken = document.problems(within: node)
        guard let policy = reading.resource, broken.isEmpty, edge.isEmpty else {
            refuse(node, of: document, problems, in: &load)
            return
        }
        load.note(problems)
        load.accept(policy, at: node["metadata"]?["name"]?.position ?? document.position)
    }

    private static func readOther(
        _ node: DocumentNode,
        _ schema: ResourceSchema,
        of document: ParsedDocument,
        into load: inout PolicyLoad
    ) {
        var problems = schema.validate(node) + EdgeChecks().problems(of: node, schema)
        if schema.kind == PolicyTest.kind, !PolicyFileReader.isTest(document.position.file) {
            let message = "a PolicyTest belongs in a file named *.test.yaml"
            problems.append(Diagnostic(message, path: node.path, position: node.position))
        }
        let broken = document.problems(within: node)
        guard broken.isEmpty, !problems.contains(where: { $0.severity == .error }) else {
            refuse(node, of: document, problems.inTextOrder, in: &load)
            return
        }
        load.note(problems.inTextOrder)
        let name = node["metadata"]?["name"]
        load.accept(
            LoadedResource(
                kind: schema.kind,
                name: name?.text ?? "",
                document: schema.applyDefaults(node),
                position: name?.position ?? document.position
            )
        )
    }

    private static func readItems(_ node: DocumentNode, of document: ParsedDocument, into load: inout PolicyLoad) {
        let known = ["apiVersion", "kind", "metadata", "items"]
        var problems = node.members.filter { !known.contains($0.key) }.map { member in
            let message = "unknown field \(Diagnostic.quote(member.key)); known here: \(known.joined(separator: ", "))"
            return Diagnostic(message, path: member.value.path, position: member.keyPosition)
        }
        let itemsPath = DocumentNode.path(node.path, member: "items")
        if let items = node["items"], case .array(let documents) = items.value {
            for item in documents { read(item, of: document, into: &load) }
        } else {
            let found = node["items"]
            let message = "expected a list of documents, found \(found?.value.summary ?? "nothing")"
            problems.append(Diagnostic(message, path: itemsPath, position: found?.position ?? node.position))
        }
        problems += document.problems(within: node).filter { !$0.path.hasPrefix(itemsPath + "[") }
        if !problems.isEmpty {
            let refused = RefusedDocument(file: document.position.file, position: node.position, name: nil)
            load.refuse(refused, problems.inTextOrder)
        }
    }

    /// Refuses a document for what its YAML and its schema say.
    ///
    /// A value YAML could not read is null; what the schema says about that null is no second problem.
    private static func refuse(
        _ node: DocumentNode,
        of document: ParsedDocument,
        _ found: [Diagnostic],
        in load: inout PolicyLoad
    ) {
        let broken = document.problems(within: node)
        let further = found.filter { problem in
            !broken.contains { $0.path == problem.path && $0.position == problem.position }
        }
        let position = node.position ?? document.position
        let name = node["metadata"]?["name"]?.text
        let refused = RefusedDocument(file: document.position.file, position: position, name: name)
        load.refuse(refused, (broken + further).inTextOrder)
    }
}

extension ParsedDocument {
    /// The problems of YAML in one document of a list, or in all of it.
    fileprivate func problems(within node: DocumentNode) -> [Diagnostic] {
        diagnostics.filter { $0.path.hasPrefix(node.path) }
    }
}
