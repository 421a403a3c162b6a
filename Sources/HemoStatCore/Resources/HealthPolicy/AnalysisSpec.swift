/// Who looks for the cause, and how certain a diagnosis must be before anything is done.
package struct AnalysisSpec: Sendable, Equatable, Codable {
    package var mode: Mode
    /// 0…1.
    package var minimumConfidence: Double
    /// Only records what the model says.
    package var shadow: Bool

    package init(mode: Mode = .hybrid, minimumConfidence: Double = 0.7, shadow: Bool = false) {
        self.mode = mode
        self.minimumConfidence = minimumConfidence
        self.shadow = shadow
    }

    /// Records of the first version have a confidence only.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            mode: try container.decodeIfPresent(Mode.self, forKey: .mode) ?? .hybrid,
            minimumConfidence: try container.decode(Double.self, forKey: .minimumConfidence),
            shadow: try container.decodeIfPresent(Bool.self, forKey: .shadow) ?? false
        )
    }

    package enum Mode: String, Sendable, Codable, CaseIterable {
        case rules = "Rules"
        case model = "Model"
        /// The model when the rules abstain.
        case hybrid = "Hybrid"
        case both = "Both"
    }
}
