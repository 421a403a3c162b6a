/// One host at one instant, as far as gates look at it: its containers and what goes on at each.
package struct HostPicture: Sendable, Equatable {
    package var members: [Member]
    /// The brake's settings of this host.
    package var brake: DockerHost.StormBrake
    /// Incidents that are open, the storm brake's memory.
    package var incidents: [Incident]

    package init(
        members: [Member] = [],
        brake: DockerHost.StormBrake = DockerHost.StormBrake(),
        incidents: [Incident] = []
    ) {
        self.members = members
        self.brake = brake
        self.incidents = incidents
    }

    /// One container.
    package struct Member: Sendable, Equatable {
        package var container: ContainerObservation
        /// Whether some policy may act on it: its strictest mode is `Enforce` and it is not suspended.
        package var isEnforced: Bool
        /// Whether an expectation in force on it is not met now, for however short.
        package var isDiverged: Bool
        /// Its trouble, also one that is over; nil when there is none.
        package var episode: Episode?

        package init(
            container: ContainerObservation,
            isEnforced: Bool = false,
            isDiverged: Bool = false,
            episode: Episode? = nil
        ) {
            self.container = container
            self.isEnforced = isEnforced
            self.isDiverged = isDiverged
            self.episode = episode
        }

        /// From an intent until its proof is over.
        package var isBeingRemediated: Bool { episode?.phase == .remediating || episode?.phase == .verifying }
    }
}
