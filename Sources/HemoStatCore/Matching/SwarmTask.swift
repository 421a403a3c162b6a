extension ContainerObservation {
    /// The Swarm service whose task it is: its name, else its ID; nil for a container Swarm has nothing to do with.
    ///
    /// Swarm replaces a task that ends, and kills one that is unhealthy, by itself: a new container takes the place
    /// (https://docs.docker.com/engine/swarm/how-swarm-mode-works/swarm-task-states/).
    package var swarmService: String? {
        guard labels["com.docker.swarm.task.id"] != nil else { return nil }
        return labels["com.docker.swarm.service.name"] ?? labels["com.docker.swarm.service.id"] ?? ""
    }
}
