/// One entry of a test's timeline: what happens at an instant, then what is expected at it.
package struct TestMoment: Sendable, Equatable, Codable {
    package var at: PolicyDuration
    /// By the container's name.
    package var set: [String: TestChange]?
    package var expect: [String: TestExpectation]?

    package init(at: PolicyDuration, set: [String: TestChange]? = nil, expect: [String: TestExpectation]? = nil) {
        self.at = at
        self.set = set
        self.expect = expect
    }
}
