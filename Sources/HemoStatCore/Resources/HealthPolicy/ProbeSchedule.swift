/// How often a probe runs, how long it may take, and how many failures in a row make a divergence.
package struct ProbeSchedule: Sendable, Equatable, Hashable {
    package var every: PolicyDuration
    package var timeout: PolicyDuration
    package var failures: Int

    package init(every: PolicyDuration = .seconds(10), timeout: PolicyDuration = .seconds(2), failures: Int = 3) {
        self.every = every
        self.timeout = timeout
        self.failures = failures
    }
}
