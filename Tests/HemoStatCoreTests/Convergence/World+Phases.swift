@testable import HemoStatCore

extension World {
    /// Every phase an open episode can be in.
    static let openPhases: [Phase] = Phase.allCases.filter { !$0.isFinal }

    /// A world whose unhealthy container stands in this phase ten seconds after zero.
    static func standing(in phase: Phase) -> World {
        var world = World([Given.policy { $0.remediation.mode = phase == .awaitingApproval ? .approve : .enforce }])
        world.label = phase.rawValue
        world.afterStart = { $0.after(1) { $0.health(.unhealthy) } }
        switch phase {
        case .pending:
            var patient = Given.healthy
            patient.sustainedFor = .seconds(30)
            world.policies = [Given.policy("web", [Given.up, patient])]
        case .firing: world.agents.analyzerAnswers = false
        case .diagnosed: world.agents.responderAnswers = false
        case .held: world.agents.modeCap = .dryRun
        case .remediating: world.agents.dockerTakes = 20
        case .escalated: world.agents.outcome = .failed("no such device")
        case .falseAlarm: world.agents.diagnose = { _ in Given.diagnosis(.falseAlarm, at: 1) }
        case .verifying, .awaitingApproval, .resolved, .superseded: break
        }
        world.at(1) { $0.health(.unhealthy) }
        world.run(until: 10)
        return world
    }
}
