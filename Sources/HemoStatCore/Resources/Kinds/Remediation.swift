/// One intent, from its cause to its proof; written by the operator alone.
package struct Remediation: Resource {
    package static let kind: String = "Remediation"

    package var apiVersion: String = ResourceGroup.apiVersion
    package var kind: String = Remediation.kind
    package var metadata: ObjectMeta
    package var spec: Spec
    package var status: Status?

    package init(metadata: ObjectMeta, spec: Spec, status: Status? = nil) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }

    package struct Spec: Sendable, Equatable, Codable {
        package var container: String
        package var containerID: String
        /// Of the run that was diagnosed.
        package var startedAt: Timestamp?
        package var episode: String
        package var policy: String
        package var policyGeneration: Int64?
        /// Index in the policy's ladder.
        package var step: Int
        package var expectation: String
        package var action: RemediationAction
        package var cause: String
        package var confidence: Double

        package init(
            container: String,
            containerID: String,
            startedAt: Timestamp? = nil,
            episode: String,
            policy: String,
            policyGeneration: Int64? = nil,
            step: Int,
            expectation: String,
            action: RemediationAction,
            cause: String,
            confidence: Double
        ) {
            self.container = container
            self.containerID = containerID
            self.startedAt = startedAt
            self.episode = episode
            self.policy = policy
            self.policyGeneration = policyGeneration
            self.step = step
            self.expectation = expectation
            self.action = action
            self.cause = cause
            self.confidence = confidence
        }
    }

    package struct Status: Sendable, Equatable, Codable {
        package var phase: String
        package var outcome: String?
        package var message: String?
        package var writtenAt: Timestamp?
        package var settledAt: Timestamp?
        package var verifiedAt: Timestamp?
        package var gates: [GateAnswer]?
        package var conditions: [Condition]?

        package init(
            phase: String,
            outcome: String? = nil,
            message: String? = nil,
            writtenAt: Timestamp? = nil,
            settledAt: Timestamp? = nil,
            verifiedAt: Timestamp? = nil,
            gates: [GateAnswer]? = nil,
            conditions: [Condition]? = nil
        ) {
            self.phase = phase
            self.outcome = outcome
            self.message = message
            self.writtenAt = writtenAt
            self.settledAt = settledAt
            self.verifiedAt = verifiedAt
            self.gates = gates
            self.conditions = conditions
        }
    }

    /// What one gate said.
    package struct GateAnswer: Sendable, Equatable, Codable {
        package var name: String
        package var allowed: Bool
        package var message: String?

        package init(name: String, allowed: Bool, message: String? = nil) {
            self.name = name
            self.allowed = allowed
            self.message = message
        }
    }
}
