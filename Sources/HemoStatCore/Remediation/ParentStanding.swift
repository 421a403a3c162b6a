/// How a container stands in the eyes of one that needs it.
enum ParentStanding: Equatable {
    case well
    /// In trouble that somebody or time is at work on: worth waiting for; in words that follow its name.
    case healing(String)
    /// Out, and nobody but a person is going to do anything about it.
    case out(String)

    var isWell: Bool { self == .well }

    var isHealing: Bool {
        if case .healing = self { true } else { false }
    }

    /// What follows the container's name.
    var word: String {
        switch self {
        case .well: "is well"
        case .healing(let word), .out(let word): word
        }
    }

    init(_ member: HostPicture.Member, as need: Dependencies.Need.Kind) {
        self = Self.standing(of: member.openEpisode, isDiverged: member.isDiverged) ?? Self.standing(member, need)
    }

    /// What its episode tells; nil when that is nothing.
    private static func standing(of episode: Episode?, isDiverged: Bool) -> ParentStanding? {
        guard let episode else { return isDiverged ? .healing("is in trouble") : nil }
        return switch episode.phase {
        case .pending where isDiverged: .healing("is in trouble")
        case .firing, .diagnosed: .healing("is in trouble")
        case .remediating: .healing("is being healed")
        case .verifying: .healing("has to prove that it is well again")
        case .awaitingApproval: .healing("waits for a person's approval")
        case .held: standing(ofHeld: episode.reason ?? "no reason")
        case .escalated: .out("is in trouble that a person has to look at")
        // Analysis found nothing wrong with it; how it stands tells the rest.
        case .pending, .falseAlarm, .resolved, .superseded: nil
        }
    }

    /// Some holds end by themselves, others nobody but a person ends.
    private static func standing(ofHeld reason: String) -> ParentStanding? {
        switch reason {
        // A job that did its work is what was depended upon: its state tells.
        case "Completed": nil
        case GateName.humanIntent.rawValue: .out("is left alone, a person did that")
        case "IntentUnknown": .out("is left alone, a person may have done that")
        case Contest.reason: .out("is contested")
        case GateName.hold.rawValue: .out("is on hold")
        case GateName.policyMode.rawValue: .out("is in trouble and only observed")
        default: .healing("is held (\(reason))")
        }
    }

    /// What Docker tells of it.
    private static func standing(
        _ member: HostPicture.Member,
        _ need: Dependencies.Need.Kind
    ) -> ParentStanding {
        let container = member.container
        switch container.status {
        case .running: return standing(ofRunning: container, need)
        case .exited, .dead:
            // A job that did its work is what was depended upon.
            let cause = member.episode.map { $0.exitCause(of: container) } ?? container.exitCause()
            if cause == .completed, case .service = need { return .well }
            if cause == .requested { return .out("was stopped on request") }
            return .out("is not running")
        case .restarting: return .healing("is being restarted by Docker")
        case .paused: return .out("is paused")
        case .created: return .out("was never started")
        case .removing, .unknown: return .out("is not running")
        }
    }

    private static func standing(
        ofRunning container: ContainerObservation,
        _ need: Dependencies.Need.Kind
    ) -> ParentStanding {
        guard case .service(let dependency) = need, dependency.condition == .healthy else { return .well }
        return switch container.health {
        case .starting: .healing("is still starting")
        case .unhealthy: .out("is unhealthy")
        case .healthy, .none: .well
        }
    }
}
