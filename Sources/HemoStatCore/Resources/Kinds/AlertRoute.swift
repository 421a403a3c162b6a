/// Where alerts go, which ones, how they are grouped and how often they come again.
package struct AlertRoute: Resource {
    package static let kind: String = "AlertRoute"

    package var apiVersion: String = ResourceGroup.apiVersion
    package var kind: String = AlertRoute.kind
    package var metadata: ObjectMeta
    package var spec: Spec
    package var status: Status?

    package init(metadata: ObjectMeta, spec: Spec, status: Status? = nil) {
        self.metadata = metadata
        self.spec = spec
        self.status = status
    }

    package struct Spec: Sendable, Equatable, Codable {
        package var suspend: Bool
        package var slack: ChatReceiver?
        package var discord: ChatReceiver?
        package var teams: ChatReceiver?
        package var webhook: WebhookReceiver?
        package var email: EmailReceiver?
        package var test: TestReceiver?
        /// All must match; none takes every alert.
        package var matchers: [Matcher]
        /// Alerts with the same values of these are one message.
        package var groupBy: [Grouping]
        package var groupWait: PolicyDuration
        package var groupInterval: PolicyDuration
        package var repeatEvery: PolicyDuration
        package var sendResolved: Bool

        package init(
            suspend: Bool = false,
            slack: ChatReceiver? = nil,
            discord: ChatReceiver? = nil,
            teams: ChatReceiver? = nil,
            webhook: WebhookReceiver? = nil,
            email: EmailReceiver? = nil,
            test: TestReceiver? = nil,
            matchers: [Matcher] = [],
            groupBy: [Grouping] = [.host, .policy],
            groupWait: PolicyDuration = .seconds(10),
            groupInterval: PolicyDuration = .minutes(5),
            repeatEvery: PolicyDuration = .hours(4),
            sendResolved: Bool = true
        ) {
            self.suspend = suspend
            self.slack = slack
            self.discord = discord
            self.teams = teams
            self.webhook = webhook
            self.email = email
            self.test = test
            self.matchers = matchers
            self.groupBy = groupBy
            self.groupWait = groupWait
            self.groupInterval = groupInterval
            self.repeatEvery = repeatEvery
            self.sendResolved = sendResolved
        }
    }

    /// One condition over an alert, as Alertmanager's matchers.
    package struct Matcher: Sendable, Equatable, Codable {
        /// `severity`, `host`, …, or `label/<key>` for a label of the container.
        package var name: String
        package var matchType: MatchType
        package var value: String

        package init(name: String, matchType: MatchType = .equal, value: String) {
            self.name = name
            self.matchType = matchType
            self.value = value
        }
    }

    package enum MatchType: String, Sendable, Codable, CaseIterable {
        case equal = "="
        case notEqual = "!="
        case matches = "=~"
        case notMatches = "!~"
    }

    package enum Grouping: String, Sendable, Codable, CaseIterable {
        case host, container, project, service, policy, expectation, severity, phase
    }

    package struct Status: Sendable, Equatable, Codable {
        package var observedGeneration: Int64?
        package var conditions: [Condition]?
        /// Given up after the last try.
        package var deadLetters: Int?

        package init(
            observedGeneration: Int64? = nil,
            conditions: [Condition]? = nil,
            deadLetters: Int? = nil
        ) {
            self.observedGeneration = observedGeneration
            self.conditions = conditions
            self.deadLetters = deadLetters
        }
    }
}
