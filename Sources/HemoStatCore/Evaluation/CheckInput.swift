/// One snapshot for one check: what is, and when.
package struct CheckInput: Sendable {
    package var container: ContainerObservation
    package var now: Timestamp

    package init(container: ContainerObservation, now: Timestamp) {
        self.container = container
        self.now = now
    }
}
