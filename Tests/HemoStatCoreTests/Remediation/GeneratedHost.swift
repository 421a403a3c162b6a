@testable import HemoStatCore

/// A random host: projects with services that need each other in every direction, in every state.
struct GeneratedHost {
    private(set) var picture: HostPicture
    private(set) var random: SplitMix

    private static let services = ["a", "b", "c", "d", "e"]

    init(seed: Int, onlyRunning: Bool = false) {
        random = SplitMix(seed: seed)
        picture = HostPicture()
        picture.brake = DockerHost.StormBrake(
            share: Percentage(Double(random.pick([1, 20, 50, 75, 100]))),
            minimum: random.pick([2, 3, 5]),
            release: random.pick([.zero, .seconds(10), .minutes(2)])
        )
        for index in 0..<(2 + Int(random.next() % 14)) { picture.members.append(member("c\(index)", onlyRunning)) }
    }

    private mutating func member(_ name: String, _ onlyRunning: Bool) -> HostPicture.Member {
        let needs = (0..<Int(random.next() % 3)).map { _ in
            random.pick(Self.services) + random.pick(["", ":service_healthy:false", ":service_started:true"])
        }
        let sharing = random.chance(20) ? "container:c\(random.next() % 10)" : "bridge"
        let project = random.chance(80) ? random.pick(["p", "q"]) : nil
        var member = Given.member(
            name,
            project: project,
            service: random.pick(Self.services),
            needs: needs.joined(separator: ",")
        )
        member.container.networkMode = sharing
        member.container.networks = [random.pick(["n1", "n2"])]
        member.isEnforced = random.chance(80)
        unsettle(&member, onlyRunning)
        return member
    }

    /// Gives a member another state.
    private mutating func unsettle(_ member: inout HostPicture.Member, _ onlyRunning: Bool) {
        member.isDiverged = random.chance(50)
        member.container.health = member.isDiverged ? .unhealthy : .healthy
        if !onlyRunning {
            member.container.status = random.pick([.running, .running, .running] + ContainerStatus.allCases)
        }
        member.container.exitCode = random.pick([0, 1, 137])
        let phase = random.pick([Phase.resolved, .resolved] + Phase.allCases)
        let reason = random.pick(["HumanIntent", "Cooldown", "StormBrake", "Completed", "Dependency"])
        member.episode =
            random.chance(60)
            ? Given.trouble(member, phase, reason: phase == .held ? reason : nil) { $0.intents = [Given.intent(at: 0)] }
            : nil
        // What runs and is met is at rest: nobody but its own episode says otherwise.
        if onlyRunning, !member.isDiverged { member.episode = nil }
    }

    /// Something happens to some of its containers.
    mutating func live() {
        for index in picture.members.indices where random.chance(30) {
            var member = picture.members[index]
            unsettle(&member, false)
            picture.members[index] = member
        }
    }

    mutating func shuffled() -> HostPicture {
        var shuffled = picture
        shuffled.members.shuffle(using: &random)
        return shuffled
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { random.pick(values) }
}
