/// What healthy means for the containers it selects, and what may be done when they are not.
///
/// Written by people; `HealthPolicySchema` is its other view, and holds every default.
package struct HealthPolicy: Resource {
    package static let kind: String = "HealthPolicy"

    package var apiVersion: String = ResourceGroup.apiVersion
    package var kind: String = HealthPolicy.kind
    package var metadata: ObjectMeta
    package var spec: Spec
    /// Written by the operator; nil in documents of people.
    package var status: Status?

    package init(metadata: ObjectMeta, spec: Spec, status: Status? = nil) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }

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
        package var alerts: AlertSpec

        package init(
            suspend: Bool = false,
            priority: Int = 0,
            selector: ContainerSelector,
            startupGrace: PolicyDuration = .zero,
            expectations: [Expectation],
            analysis: AnalysisSpec = AnalysisSpec(),
            remediation: RemediationSpec = RemediationSpec(),
            alerts: AlertSpec = AlertSpec()
        ) {
            self.suspend = suspend
            self.priority = priority
            self.selector = selector
            self.startupGrace = startupGrace
            self.expectations = expectations
            self.analysis = analysis
            self.remediation = remediation
            self.alerts = alerts
        }

        /// Records of the first version tell nobody in particular.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            self.init(
                suspend: try container.decode(Bool.self, forKey: .suspend),
                priority: try container.decode(Int.self, forKey: .priority),
                selector: try container.decode(ContainerSelector.self, forKey: .selector),
                startupGrace: try container.decode(PolicyDuration.self, forKey: .startupGrace),
                expectations: try container.decode([Expectation].self, forKey: .expectations),
                analysis: try container.decode(AnalysisSpec.self, forKey: .analysis),
                remediation: try container.decode(RemediationSpec.self, forKey: .remediation),
                alerts: try container.decodeIfPresent(AlertSpec.self, forKey: .alerts) ?? AlertSpec()
            )
        }
    }

    /// How many of the containers it selects are in which state.
    package struct Status: Sendable, Equatable, Codable {
        package var observedGeneration: Int64?
        package var conditions: [Condition]?
        package var matched: Int?
        package var converged: Int?
        package var diverged: Int?
        package var held: Int?
        package var escalated: Int?

        package init(
            observedGeneration: Int64? = nil,
            conditions: [Condition]? = nil,
            matched: Int? = nil,
            converged: Int? = nil,
            diverged: Int? = nil,
            held: Int? = nil,
            escalated: Int? = nil
        ) {
            self.observedGeneration = observedGeneration
            self.conditions = conditions
            self.matched = matched
            self.converged = converged
            self.diverged = diverged
            self.held = held
            self.escalated = escalated
        }
    }
}
