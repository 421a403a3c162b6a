import HemoStatCore

/// Data of `false_alarm`: the Analyzer says that nothing is wrong.
struct FalseAlarm: Encodable, Sendable {
    var container: String
    var reason: String
    var confidence: Double
    var analysisMethod: String
    // Ours.
    var host: String
    var divergence: String
    var epoch: Int64

    static let eventType = "false_alarm"

    init(_ episode: Episode, _ diagnosis: Diagnosis, epoch: Int64) {
        container = episode.containerName
        reason = diagnosis.cause
        confidence = diagnosis.confidence
        analysisMethod = diagnosis.method.rawValue
        host = episode.host
        divergence = episode.id
        self.epoch = epoch
    }

    private enum CodingKeys: String, CodingKey {
        case container
        case reason
        case confidence
        case analysisMethod = "analysis_method"
        case host
        case divergence
        case epoch
    }
}
