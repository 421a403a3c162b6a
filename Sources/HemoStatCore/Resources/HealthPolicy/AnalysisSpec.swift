/// How certain a diagnosis must be before anything is done.
package struct AnalysisSpec: Sendable, Equatable, Codable {
    /// 0…1.
    package var minimumConfidence: Double

    package init(minimumConfidence: Double = 0.7) { self.minimumConfidence = minimumConfidence }
}
