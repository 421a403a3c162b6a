extension Episode {
    /// Whether another container is part of what its own action replaces, or has replaced.
    ///
    /// The new one before the outcome is known, the old one until it is gone: neither is anybody else's trouble, so no
    /// episode opens for it.
    package func isReplacing(_ container: ContainerObservation) -> Bool {
        guard container.key.host == host, container.key.id != containerID else { return false }
        if deeds.contains(where: { $0.successor != nil && $0.containerID == container.key.id }) { return true }
        guard phase == .remediating, openIntent?.action == .recreate else { return false }
        return container.ledgerKey == ledgerKey
    }
}
