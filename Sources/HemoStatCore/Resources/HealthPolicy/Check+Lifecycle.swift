extension Check {
    package struct StateSpec: Sendable, Equatable, Codable {
        package var `is`: DesiredState
        package init(is state: DesiredState) { self.is = state }
    }

    package enum DesiredState: String, Sendable, Codable, CaseIterable {
        case running = "Running"
        case exited = "Exited"
        case paused = "Paused"
        /// There should be no such container.
        case absent = "Absent"
    }

    package struct HealthSpec: Sendable, Equatable, Codable {
        package var `is`: DesiredHealth
        package init(is health: DesiredHealth) { self.is = health }
    }

    package enum DesiredHealth: String, Sendable, Codable, CaseIterable {
        case healthy = "Healthy"
    }

    package struct ExitCodeSpec: Sendable, Equatable, Codable {
        /// The exit codes that count as fine.
        package var `in`: [Int]
        package init(in codes: [Int]) { self.in = codes }
    }

    /// Starts that followed an end nobody asked for, in any window of time this long.
    package struct RestartsSpec: Sendable, Equatable, Codable {
        package var atMost: Int
        package var within: PolicyDuration
        package init(atMost: Int, within: PolicyDuration = .minutes(10)) {
            self.atMost = atMost
            self.within = within
        }
    }

    package struct OOMKilledSpec: Sendable, Equatable, Codable {
        /// Always true: there is nothing else to want.
        package var never: Bool
        package init(never: Bool = true) { self.never = never }
    }

    package struct ImageSpec: Sendable, Equatable, Codable {
        /// A reference (`acme/web:2`), a reference with a digest, or an image ID (`sha256:…`).
        package var `is`: String
        package init(is reference: String) { self.is = reference }
    }
}
