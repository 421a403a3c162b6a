@testable import HemoStatCore

// Hosts with several containers, for gates that look beyond their target.
extension Given {
    /// The full ID of a container in these suites: its name, filled up.
    static func id(of name: String) -> String {
        "\(name)." + String(repeating: "0", count: max(0, 63 - name.utf8.count))
    }

    /// A container that runs and is well, under `Enforce`.
    static func member(
        _ name: String,
        project: String? = nil,
        service: String? = nil,
        needs: String? = nil,
        _ change: (inout HostPicture.Member) -> Void = { _ in }
    ) -> HostPicture.Member {
        let container = Given.container {
            $0.key = ContainerKey(host: "default", id: id(of: name))
            $0.name = name
            $0.labels["com.docker.compose.project"] = project
            $0.labels["com.docker.compose.service"] = service
            $0.labels["com.docker.compose.depends_on"] = needs
        }
        var member = HostPicture.Member(container: container, isEnforced: true)
        change(&member)
        return member
    }

    /// An episode of a member's container that has fired.
    static func trouble(
        _ member: HostPicture.Member,
        _ phase: Phase = .firing,
        reason: String? = nil,
        at seconds: Double = 0,
        _ change: (inout Episode) -> Void = { _ in }
    ) -> Episode {
        var episode = Episode(
            id: "default/\(member.container.name)/0",
            container: member.container,
            openedAt: zero,
            records: [record()]
        )
        episode.firedAt = zero
        episode.diagnosis = diagnosis()
        episode.enter(phase, at: at(seconds), reason: reason, message: "given")
        change(&episode)
        return episode
    }

    /// A container in trouble: unhealthy, and with a fired episode.
    static func sick(
        _ name: String,
        project: String? = nil,
        service: String? = nil,
        needs: String? = nil,
        _ phase: Phase = .firing,
        reason: String? = nil,
        _ change: (inout HostPicture.Member) -> Void = { _ in }
    ) -> HostPicture.Member {
        member(name, project: project, service: service, needs: needs) {
            $0.container.health = .unhealthy
            $0.isDiverged = true
            $0.episode = trouble($0, phase, reason: reason)
            change(&$0)
        }
    }

    /// Everything as it must be for an action on one container of a host.
    static func gateInput(
        _ target: String,
        in picture: HostPicture,
        policy: HealthPolicy = Given.policy(),
        at seconds: Double = 1,
        _ change: (inout GateInput) -> Void = { _ in }
    ) -> GateInput {
        let member = picture.members.first { $0.container.name == target } ?? Given.member(target)
        let resolved = PolicyResolver.resolve(member.container, policies: [policy])
        var input = GateInput(
            episode: trouble(member, .diagnosed),
            resolved: resolved,
            step: PlannedStep(policy: policy, index: 0, expectation: "healthy"),
            container: member.container,
            evaluated: Evaluator.evaluate(resolved, CheckInput(container: member.container, now: at(seconds))),
            history: ActionHistory(),
            lease: .init(epoch: 7, remaining: .seconds(5)),
            host: picture,
            now: at(seconds)
        )
        change(&input)
        return input
    }
}
