package import HemoStatCore

/// What people want, as far as the agents act by it, read at one instant.
package struct DesiredState: Sendable, Equatable {
    package var policies: [HealthPolicy]
    package var holds: [Hold]
    package var hosts: [DockerHost]
    /// Policies that this version cannot read: nobody can say then what no policy selects.
    package var unreadable: Int
    /// Holds that it cannot read: nobody can say then what is on hold.
    package var unreadableHolds: Int

    package init(
        policies: [HealthPolicy] = [],
        holds: [Hold] = [],
        hosts: [DockerHost] = [],
        unreadable: Int = 0,
        unreadableHolds: Int = 0
    ) {
        self.policies = policies
        self.holds = holds
        self.hosts = hosts
        self.unreadable = unreadable
        self.unreadableHolds = unreadableHolds
    }
}
