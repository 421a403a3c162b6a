import HemoStatCore

/// Turns the events of one part of a text into `DocumentNode`s, within `YAMLLimits`.
struct DocumentBuilder {
    private let events: YAMLEventSource
    /// Finished values by anchor; a value that is still open is not in it, so nothing can contain itself.
    private var anchors: [String: DocumentNode] = [:]
    private var diagnostics: [Diagnostic] = []
    private var nodes = 0
    private var aliasNodes = 0

    init(_ events: YAMLEventSource) { self.events = events }

    /// The next document, nil at the end of the text.
    mutating func next() throws(DocumentFailure) -> ParsedDocument? {
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamEnd: return nil
            case .streamStart, .documentStart, .documentEnd: continue
            default:
                (anchors, diagnostics, nodes, aliasNodes) = ([:], [], 0, 0)
                let root = try node(event, path: "", depth: 1)
                return ParsedDocument(position: event.position, node: root, diagnostics: diagnostics)
            }
        }
    }

    private mutating func node(_ event: YAMLEvent, path: String, depth: Int) throws(DocumentFailure) -> DocumentNode {
        try count(event, path)
        switch event.kind {
        case .alias(let name): return try expand(name, event, path: path, depth: depth)
        case .scalar(let scalar): return self.scalar(scalar, event, path: path)
        case .listStart(let properties):
            check(properties.tag, on: "seq", event, path)
            let list = try list(event, path: path, depth: depth)
            return remember(list, as: properties.anchor)
        case .objectStart(let properties):
            check(properties.tag, on: "map", event, path)
            let object = try object(event, path: path, depth: depth)
            return remember(object, as: properties.anchor)
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .listEnd, .objectEnd:
            throw DocumentFailure("not valid YAML: a value is missing", path: path, at: event.position)
        }
    }

    // MARK: Shapes

    private mutating func scalar(_ scalar: YAMLEvent.Scalar, _ event: YAMLEvent, path: String) -> DocumentNode {
        var value = DocumentNode.Value.null
        do {
            value = try CoreSchema.value(of: scalar)
        } catch {
            report(error.message, path, event.position)
        }
        return remember(DocumentNode(value, path: path, position: event.position), as: scalar.properties.anchor)
    }

    private mutating func list(_ start: YAMLEvent, path: String, depth: Int) throws(DocumentFailure) -> DocumentNode {
        try checkDepth(depth, start)
        var items: [DocumentNode] = []
        while true {
            let event = try events.next()
            if case .listEnd = event.kind { break }
            items.append(try node(event, path: DocumentNode.path(path, index: items.count), depth: depth + 1))
        }
        return DocumentNode(.array(items), path: path, position: start.position)
    }

    private mutating func object(_ start: YAMLEvent, path: String, depth: Int) throws(DocumentFailure) -> DocumentNode {
        try checkDepth(depth, start)
        var members: [DocumentNode.Member] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try events.next()
            if case .objectEnd = event.kind { break }
            let key = try key(event, path: path, depth: depth + 1)
            let keyPath = key.map { DocumentNode.path(path, member: $0) } ?? path
            let value = try node(events.next(), path: keyPath, depth: depth + 1)
            guard let key else { continue }
            if let line = lines[key] {
                report("\(Diagnostic.quote(key)) is already given in line \(line)", keyPath, event.position)
            } else {
                lines[key] = event.position.line
                members.append(.init(key: key, keyPosition: event.position, value: value))
            }
        }
        return DocumentNode(.object(members), path: path, position: start.position)
    }

    /// The text of a key; nil, reported, for what cannot be one.
    private mutating func key(_ event: YAMLEvent, path: String, depth: Int) throws(DocumentFailure) -> String? {
        guard case .scalar(let scalar) = event.kind else {
            _ = try node(event, path: path, depth: depth)
            report("expected a text as key, found a list, an object or an alias", path, event.position)
            return nil
        }
        let node = self.scalar(scalar, event, path: path)
        guard let text = node.text else {
            report("expected a text as key, found \(node.value.summary); quote it", path, event.position)
            return nil
        }
        if text == "<<", scalar.isPlain {
            report("merge keys (<<) are not YAML 1.2; write the fields out", path, event.position)
            return nil
        }
        return text
    }

    // MARK: Anchors and aliases

    private mutating func remember(_ node: DocumentNode, as anchor: String?) -> DocumentNode {
        if let anchor { anchors[anchor] = node }
        return node
    }

    private mutating func expand(
        _ name: String,
        _ event: YAMLEvent,
        path: String,
        depth: Int
    ) throws(DocumentFailure) -> DocumentNode {
        guard let value = anchors[name] else {
            report("the alias *\(name) names no anchor before it; quote it to make it text", path, event.position)
            return DocumentNode(.null, path: path, position: event.position)
        }
        return try relocate(value, path, depth, event)
    }

    /// A copy at another path.
    ///
    /// It keeps the position where it is written: that is where a problem gets repaired.
    private mutating func relocate(
        _ node: DocumentNode,
        _ path: String,
        _ depth: Int,
        _ alias: YAMLEvent
    ) throws(DocumentFailure) -> DocumentNode {
        try count(alias, path)
        aliasNodes += 1
        guard aliasNodes <= YAMLLimits.aliasNodes else {
            let message = "the document's aliases stand for more than \(YAMLLimits.aliasNodes) values"
            throw DocumentFailure(message, path: path, at: alias.position)
        }
        var copy = DocumentNode(node.value, path: path, position: node.position)
        switch node.value {
        case .array(let items):
            try checkDepth(depth, alias)
            var copies: [DocumentNode] = []
            for (index, item) in items.enumerated() {
                copies.append(try relocate(item, DocumentNode.path(path, index: index), depth + 1, alias))
            }
            copy.value = .array(copies)
        case .object(let members):
            try checkDepth(depth, alias)
            var copies = members
            for index in members.indices {
                let memberPath = DocumentNode.path(path, member: members[index].key)
                copies[index].value = try relocate(members[index].value, memberPath, depth + 1, alias)
            }
            copy.value = .object(copies)
        default: break
        }
        return copy
    }

    // MARK: Limits and problems

    private mutating func count(_ event: YAMLEvent, _ path: String) throws(DocumentFailure) {
        nodes += 1
        guard nodes <= YAMLLimits.nodes else {
            let message = "the document has more than \(YAMLLimits.nodes) values"
            throw DocumentFailure(message, path: path, at: event.position)
        }
    }

    private func checkDepth(_ depth: Int, _ event: YAMLEvent) throws(DocumentFailure) {
        guard depth <= YAMLLimits.depth else {
            let message = "lists and objects are nested deeper than \(YAMLLimits.depth) levels"
            // Such a path would say nothing.
            throw DocumentFailure(message, at: event.position)
        }
    }

    private mutating func check(_ tag: String?, on collection: String, _ event: YAMLEvent, _ path: String) {
        guard let tag, !CoreSchema.accepts(tag: tag, on: collection) else { return }
        report("the tag \(Diagnostic.quote(CoreSchema.shown(tag))) is not supported here", path, event.position)
    }

    private mutating func report(_ message: String, _ path: String, _ position: SourcePosition) {
        guard diagnostics.count < 200 else { return }
        diagnostics.append(Diagnostic(message, path: path, position: position))
    }
}
