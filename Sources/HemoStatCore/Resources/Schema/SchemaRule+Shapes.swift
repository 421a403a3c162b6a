/// Rules that several kinds share.
extension SchemaRule {
    static func atLeastOne(of names: [String]) -> SchemaRule {
        SchemaRule("at least one of \(names.joined(separator: ", "))") { object in
            guard case .object = object.value, names.allSatisfy({ object[$0] == nil }) else { return [] }
            return [Diagnostic("expected at least one of \(names.joined(separator: ", ")), found none", at: object)]
        }
    }

    static func atMostOne(of names: [String]) -> SchemaRule {
        SchemaRule("at most one of \(names.joined(separator: ", "))") { object in
            let given = object.members.filter { names.contains($0.key) }
            guard given.count > 1 else { return [] }
            let found = given.map(\.key).joined(separator: ", ")
            let message = "expected at most one of \(names.joined(separator: ", ")), found \(found)"
            return [Diagnostic(message, path: object.path, position: given[1].keyPosition ?? object.position)]
        }
    }

    /// On a command that is not run by a shell.
    static let commandHasProgram = SchemaRule("the first argument of `command` names a program") { object in
        guard let program = object["command"]?.elements.first, program.text == "" else { return [] }
        return [Diagnostic("expected a program's name or path, found \"\"", at: program)]
    }

    /// On a condition over labels.
    static let valuesFitOperator = SchemaRule("`values` for In and NotIn, and only for them") { expression in
        guard let word = expression["operator"]?.text, let how = LabelRequirement.Operator(rawValue: word) else {
            return []
        }
        switch (how, expression["values"]) {
        case (.isIn, nil), (.notIn, nil):
            return [Diagnostic("operator \(word) needs values, found none", at: expression)]
        case (.exists, let values?), (.doesNotExist, let values?):
            return [Diagnostic("operator \(word) takes no values; remove them", at: values)]
        default: return []
        }
    }

    /// On the files of a TLS connection.
    static let certificateHasKey = SchemaRule("`certFile` and `keyFile` come together") { files in
        switch (files["certFile"], files["keyFile"]) {
        case (let file?, nil): [Diagnostic("certFile needs keyFile, found none", at: file)]
        case (nil, let file?): [Diagnostic("keyFile needs certFile, found none", at: file)]
        default: []
        }
    }

    /// On `spec` of a DockerHost.
    static let tlsNeedsTCP = SchemaRule("`tls` only for tcp://") { spec in
        guard let tls = spec["tls"], spec["endpoint"]?.text?.hasPrefix("unix://") == true else { return [] }
        return [Diagnostic("a unix socket speaks no TLS; remove tls or use tcp://", at: tls)]
    }

    /// On `cleanup`.
    static let cleansSomething = SchemaRule("at least one of stoppedContainers and danglingImages") { cleanup in
        func isOn(_ name: String) -> Bool { cleanup[name]?.value == .bool(true) }
        func isReadable(_ name: String) -> Bool { if case .bool? = cleanup[name]?.value { true } else { false } }
        guard isReadable("stoppedContainers"), isReadable("danglingImages") else { return [] }
        if isOn("volumes"), !isOn("stoppedContainers"), let volumes = cleanup["volumes"] {
            return [
                Diagnostic("volumes are those of the containers removed: needs stoppedContainers: true", at: volumes)
            ]
        }
        guard !isOn("stoppedContainers"), !isOn("danglingImages") else { return [] }
        return [Diagnostic("expected stoppedContainers or danglingImages to be true, found neither", at: cleanup)]
    }
}

extension DocumentNode {
    var duration: PolicyDuration? { text.flatMap { PolicyDuration($0) } }

    /// Equal but for places, and for the order of an object's members.
    func hasSameMeaning(as other: DocumentNode?) -> Bool {
        guard let other else { return false }
        switch (value, other.value) {
        case (.array(let left), .array(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.hasSameMeaning(as: $1) }
        case (.object(let left), .object(let right)):
            return left.count == right.count && left.allSatisfy { $0.value.hasSameMeaning(as: other[$0.key]) }
        default: return value == other.value
        }
    }
}

extension DocumentNode? {
    func hasSameMeaning(as other: DocumentNode?) -> Bool {
        guard let self else { return other == nil }
        return self.hasSameMeaning(as: other)
    }
}

extension Diagnostic {
    init(_ message: String, severity: Severity = .error, at node: DocumentNode) {
        self.init(message, severity: severity, path: node.path, position: node.position)
    }
}
