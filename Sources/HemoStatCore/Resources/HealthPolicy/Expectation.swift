/// One named thing that must hold: exactly one check, how long it may fail, and how bad that is.
package struct Expectation: Sendable, Equatable {
    package var name: String
    package var check: Check
    /// How long the divergence must last before it fires.
    package var sustainedFor: PolicyDuration
    /// How long a divergence that fired goes on counting after it is met again.
    package var keepFiringFor: PolicyDuration
    package var severity: Severity

    package init(
        name: String,
        check: Check,
        sustainedFor: PolicyDuration = .zero,
        keepFiringFor: PolicyDuration = .zero,
        severity: Severity = .medium
    ) {
        self.name = name
        self.check = check
        self.sustainedFor = sustainedFor
        self.keepFiringFor = keepFiringFor
        self.severity = severity
    }
}

extension Expectation: Codable {
    private enum CodingKeys: String, CodingKey {
        case name
        case sustainedFor = "for"
        case keepFiringFor
        case severity
    }

    /// The check stands beside `name` under its own key, as people write it: `{name: up, state: {is: Running}}`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        sustainedFor = try container.decode(PolicyDuration.self, forKey: .sustainedFor)
        // Records of the first version have none.
        keepFiringFor = try container.decodeIfPresent(PolicyDuration.self, forKey: .keepFiringFor) ?? .zero
        severity = try container.decode(Severity.self, forKey: .severity)
        check = try Check(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(sustainedFor, forKey: .sustainedFor)
        try container.encode(keepFiringFor, forKey: .keepFiringFor)
        try container.encode(severity, forKey: .severity)
        try check.encode(to: encoder)
    }
}
