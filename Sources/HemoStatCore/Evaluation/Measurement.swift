/// What a check saw against what the policy wants; a number where there is one, a word elsewhere.
package struct Measurement: Sendable, Equatable, Codable {
    package var actual: MeasuredValue
    package var threshold: MeasuredValue

    package init(actual: MeasuredValue, threshold: MeasuredValue) {
        self.actual = actual
        self.threshold = threshold
    }
}
