/// What healthy means for the containers it selects, and what may be done when they are not.
///
/// Written by people; `HealthPolicySchema` is its other view, and holds every default.
package struct HealthPolicy: Sendable, Equatable, Codable {
    package static let apiVersion = "hemostat.dev/v1"
    package static let kind = "HealthPolicy"

    package var apiVersion = HealthPolicy.apiVersion
    package var kind = HealthPolicy.kind
    package var metadata: ObjectMeta
    package var spec: Spec

    package init(metadata: ObjectMeta, spec: Spec) {
        self.metadata = metadata
        self.spec = spec
    }

    package var name: String { metadata.name }

    package struct Spec: Sendable, Equatable, Codable {
        /// Evaluated, still overrides others, never acts.
        package var suspend: Bool
        /// Higher wins, per expectation name; ties by policy name.
        package var priority: Int
        package var selector: ContainerSelector
        /// From the container's StartedAt; suppresses all but exits and OOM kills.
        package var startupGrace: PolicyDuration
        package var expectations: [Expectation]
        package var analysis: AnalysisSpec
        package var remediation: RemediationSpec

        package init(
            suspend: Bool = false,
            priority: Int = 0,
            selector: ContainerSelector,
            startupGrace: PolicyDuration = .zero,
            expectations: [Expectation],
            analysis: AnalysisSpec = AnalysisSpec(),
            remediation: RemediationSpec = RemediationSpec()
        ) {
            self.suspend = suspend
            self.priority = priority
            self.selector = selector
            self.startupGrace = startupGrace
            self.expectations = expectations
            self.analysis = analysis
            self.remediation = remediation
        }
    }
}
