/// How a diagnosis was reached; raw values are the wire's.
package enum AnalysisMethod: String, Sendable, Codable {
    case ruleBased = "rule_based"
    case ai
}
