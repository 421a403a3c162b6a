package import HemoStatCore

/// A policy, and what the tests that were run exercised of it.
package struct CoveredPolicy: Sendable, Equatable {
    package let file: String
    package let report: PolicyCoverageReport
    /// How many tests name its file.
    package let tests: Int
}
