/// What may be done about a divergence, how often, when, and when it counts as healed.
package struct RemediationSpec: Sendable, Equatable, Codable {
    package var mode: RemediationMode
    /// The ladder: the next step when one is used up without verified convergence.
    package var steps: [RemediationStep]
    /// From an episode's end to the first action of the next.
    package var cooldown: PolicyDuration
    package var budget: Budget
    package var circuitBreaker: CircuitBreaker
    package var disruption: Disruption
    package var verify: Verification
    /// Absent: always open.
    package var windows: [MaintenanceWindow]?

    package init(
        mode: RemediationMode = .observe,
        steps: [RemediationStep] = [],
        cooldown: PolicyDuration = .minutes(5),
        budget: Budget = Budget(),
        circuitBreaker: CircuitBreaker = CircuitBreaker(),
        disruption: Disruption = Disruption(),
        verify: Verification = Verification(),
        windows: [MaintenanceWindow]? = nil
    ) {
        self.mode = mode
        self.steps = steps
        self.cooldown = cooldown
        self.budget = budget
        self.circuitBreaker = circuitBreaker
        self.disruption = disruption
        self.verify = verify
        self.windows = windows
    }

    /// Records of the first version have neither breaker nor disruption.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            mode: try container.decode(RemediationMode.self, forKey: .mode),
            steps: try container.decode([RemediationStep].self, forKey: .steps),
            cooldown: try container.decode(PolicyDuration.self, forKey: .cooldown),
            budget: try container.decode(Budget.self, forKey: .budget),
            circuitBreaker: try container.decodeIfPresent(CircuitBreaker.self, forKey: .circuitBreaker)
                ?? CircuitBreaker(),
            disruption: try container.decodeIfPresent(Disruption.self, forKey: .disruption) ?? Disruption(),
            verify: try container.decode(Verification.self, forKey: .verify),
            windows: try container.decodeIfPresent([MaintenanceWindow].self, forKey: .windows)
        )
    }

    /// How long what was done has to be remembered for its limits: thirty days, or longer where it looks further back.
    package var memory: PolicyDuration {
        max(.hours(720), cooldown, budget.within, max(circuitBreaker.within, circuitBreaker.halfOpenAfter))
    }

    /// At most `actions` in any rolling window of `within`.
    package struct Budget: Sendable, Equatable, Codable {
        package var actions: Int
        package var within: PolicyDuration
        package init(actions: Int = 3, within: PolicyDuration = .hours(1)) {
            self.actions = actions
            self.within = within
        }
    }

    /// Opens after so many ineffective actions; lets one through after a while.
    package struct CircuitBreaker: Sendable, Equatable, Codable {
        package var failures: Int
        package var within: PolicyDuration
        package var halfOpenAfter: PolicyDuration
        package init(
            failures: Int = 3,
            within: PolicyDuration = .hours(1),
            halfOpenAfter: PolicyDuration = .minutes(30)
        ) {
            self.failures = failures
            self.within = within
            self.halfOpenAfter = halfOpenAfter
        }
    }

    /// How many containers of a group may be out of service at a time.
    package struct Disruption: Sendable, Equatable, Codable {
        package var maxUnavailable: CountOrPercentage
        /// A label; containers that share its value are a group.
        ///
        /// Nil groups by Compose project and service.
        package var groupBy: String?
        package init(maxUnavailable: CountOrPercentage = .count(1), groupBy: String? = nil) {
            self.maxUnavailable = maxUnavailable
            self.groupBy = groupBy
        }
    }

    /// All expectations met for `stableFor`, within `timeout` of Docker's outcome.
    package struct Verification: Sendable, Equatable, Codable {
        package var stableFor: PolicyDuration
        package var timeout: PolicyDuration
        package init(stableFor: PolicyDuration = .seconds(30), timeout: PolicyDuration = .minutes(2)) {
            self.stableFor = stableFor
            self.timeout = timeout
        }
    }
}
