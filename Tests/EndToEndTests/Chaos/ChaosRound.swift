import TestSupport

/// One round: the injections of a plan at their times, then peace until every divergence has come to an end.
struct ChaosRound {
    let plan: ChaosPlan
    let rig: ChaosRig

    /// Denials that time or a later event lifts, or a person: a divergence may end in them.
    ///
    /// A denial for want of a lease is not among them: somebody holds it when there is peace.
    private static let restless: Set<String> = ["Lease", "Target"]

    /// An intent nobody saw the end of blocks its container for the action's time and 30 s; an alert that was lost with a
    /// connection is asked for again after a minute.
    private static let patience = Duration.seconds(150)

    /// Runs it.
    /// - Returns: how the containers ended, for people.
    /// - Throws: what kept an injection from being done, or `AwaitError` naming what has not come to an end.
    func run() async throws -> String {
        try await helpWhatIsGivenUp()
        let clock = ContinuousClock()
        let start = clock.now
        for step in plan.steps {
            try await clock.sleep(until: start + .milliseconds(step.milliseconds))
            try await rig.inject(step.injection)
        }
        try await rig.cluster.waitUntilWhole()
        try await rig.waitUntilLed()
        return try await waitForEnds()
    }

    /// Waits until each container is well with its episode over, or not well and held or escalated.
    private func waitForEnds() async throws -> String {
        var ends: [String] = []
        try await eventually(within: Self.patience, every: .milliseconds(250), "every divergence to come to an end") {
            let episodes = try await rig.episodes()
            var open: [String] = []
            ends = []
            for host in rig.hosts {
                for (patient, isWell) in zip(host.patients, try await host.wellness()) {
                    let episode = episodes[patient.container.id]
                    let shown = [episode?.phase, episode?.reason].compactMap(\.self).joined(separator: " ")
                    let name = "\(host.name)/\(patient.kind)"
                    if !Self.isEnd(episode, isWell: isWell) {
                        open.append("\(name) \(isWell ? "well" : "ill"): \(shown)")
                    }
                    if let episode, episode.phase != "Resolved" { ends.append("\(name) \(shown)") }
                }
            }
            guard open.isEmpty else { throw CommandError(command: "status", output: open.joined(separator: "; ")) }
            return true
        }
        return ends.isEmpty ? "all healed" : ends.joined(separator: ", ")
    }

    private static func isEnd(_ episode: ChaosWitness.Episode?, isWell: Bool) -> Bool {
        switch episode?.phase {
        case nil, "Resolved", "Superseded", "FalseAlarm": isWell
        case "Escalated": !isWell
        case "Held": !isWell && episode?.reason.map { !restless.contains($0) } == true
        default: false
        }
    }

    /// What was left to a person by the rounds before is helped by one, so that every round has something to break.
    private func helpWhatIsGivenUp() async throws {
        let episodes = try await rig.episodes()
        for host in rig.hosts {
            for (index, isWell) in try await host.wellness().enumerated() where !isWell {
                let episode = episodes[host.patients[index].container.id]
                let waits = ["Cooldown", "ActionBudget"].contains(episode?.reason ?? "")
                if !waits { try await host.repair(index) }
            }
        }
    }
}
