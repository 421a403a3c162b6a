extension Check {
    /// A GET by the Monitor; fine when the status is one of the list.
    package struct HTTPSpec: Sendable, Equatable, Codable {
        /// `{ip}` stands for the container's address on its first network.
        package var url: String
        package var status: [Int]
        package var every: PolicyDuration
        package var timeout: PolicyDuration
        package var failures: Int

        package init(url: String, status: [Int] = [200], probe: ProbeSchedule = ProbeSchedule()) {
            self.url = url
            self.status = status
            (every, timeout, failures) = (probe.every, probe.timeout, probe.failures)
        }

        package var probe: ProbeSchedule { ProbeSchedule(every: every, timeout: timeout, failures: failures) }
    }

    /// A TCP connection to the container's address; fine when it is accepted.
    package struct TCPSpec: Sendable, Equatable, Codable {
        package var port: Int
        package var every: PolicyDuration
        package var timeout: PolicyDuration
        package var failures: Int

        package init(port: Int, probe: ProbeSchedule = ProbeSchedule()) {
            self.port = port
            (every, timeout, failures) = (probe.every, probe.timeout, probe.failures)
        }

        package var probe: ProbeSchedule { ProbeSchedule(every: every, timeout: timeout, failures: failures) }
    }

    /// A command run inside the container, without a shell; fine when it exits 0.
    package struct ExecSpec: Sendable, Equatable, Codable {
        package var command: [String]
        package var every: PolicyDuration
        package var timeout: PolicyDuration
        package var failures: Int

        package init(command: [String], probe: ProbeSchedule = ProbeSchedule()) {
            self.command = command
            (every, timeout, failures) = (probe.every, probe.timeout, probe.failures)
        }

        package var probe: ProbeSchedule { ProbeSchedule(every: every, timeout: timeout, failures: failures) }
    }

    /// No line of the container's output, since it started and within the window, matches any of these.
    package struct LogsSpec: Sendable, Equatable, Codable {
        /// PCRE2 patterns.
        package var absent: [String]
        package var within: PolicyDuration

        package init(absent: [String], within: PolicyDuration = .minutes(5)) {
            self.absent = absent
            self.within = within
        }
    }
}
