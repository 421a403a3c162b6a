/// One snapshot for one check: what is, and when.
package struct CheckInput: Sendable {
    package var container: ContainerObservation
    package var now: Timestamp

    package init(container: ContainerObservation, now: Timestamp) {
        self.container = container
        self.now = now
    }

    /// Docker's stats stream gives a reading a second.
    package static let samplePeriod = PolicyDuration.seconds(1)
    /// A longer gap between readings is no data: it resets `for`, and the last reading says nothing any more.
    package static let sampleGap = PolicyDuration.seconds(3)

    /// The last sample while it still says something about now.
    var freshSample: MetricSample? {
        guard let sample = container.sample, now.elapsed(since: sample.at) <= Self.sampleGap else { return nil }
        return sample
    }
}
