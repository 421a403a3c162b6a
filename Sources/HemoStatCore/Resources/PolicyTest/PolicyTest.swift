/// A test of policies on a virtual clock: containers, what happens to them when, and what is expected then.
package struct PolicyTest: Resource {
    package static let kind: String = "PolicyTest"

    package var apiVersion: String = ResourceGroup.apiVersion
    package var kind: String = PolicyTest.kind
    package var metadata: ObjectMeta
    /// Policy files, relative to the test's own.
    package var policies: [String]
    /// The time at `0s`: windows look at it.
    package var startsAt: Timestamp
    package var containers: [TestContainer]
    package var timeline: [TestMoment]

    /// A Monday noon, UTC.
    package static let usualStart = Timestamp(microseconds: 1_767_614_400_000_000)

    package init(
        metadata: ObjectMeta,
        policies: [String],
        startsAt: Timestamp = PolicyTest.usualStart,
        containers: [TestContainer],
        timeline: [TestMoment]
    ) {
        self.metadata = metadata
        self.policies = policies
        self.startsAt = startsAt
        self.containers = containers
        self.timeline = timeline
    }
}
