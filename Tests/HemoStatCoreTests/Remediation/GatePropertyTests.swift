import Testing

@testable import HemoStatCore

/// What holds for the gates that look at a whole host, whatever the host.
@Suite("Gates over generated hosts")
struct GatePropertyTests {
    private func results(_ picture: HostPicture, _ target: String) -> [GateResult] {
        let input = Given.gateInput(target, in: picture)
        return [StormBrakeGate.evaluate(input), DependencyGate.evaluate(input), DisruptionBudgetGate.evaluate(input)]
    }

    @Test("the same host gives the same answers, in whatever order its containers are listed")
    func deterministic() {
        for seed in 0..<60 {
            var host = GeneratedHost(seed: seed)
            let shuffled = host.shuffled()
            for member in host.picture.members {
                let name = member.container.name
                #expect(results(host.picture, name) == results(shuffled, name), "seed \(seed) \(name)")
                let verdict = Gates.judge(Given.gateInput(name, in: host.picture))
                #expect(verdict.results.map(\.gate) == GateName.allCases)
            }
            let watch = { StormWatch.advance([], $0, hostName: "default", now: Given.zero) }
            #expect(watch(host.picture) == watch(shuffled), "seed \(seed)")
        }
    }

    @Test("in any graph of dependencies at least one container in trouble is not held by them")
    func noDeadlock() {
        var held = 0
        for seed in 0..<400 {
            let picture = GeneratedHost(seed: seed, onlyRunning: true).picture
            let sick = picture.members.filter(\.isDiverged).map(\.container.name)
            let free = sick.filter { DependencyGate.evaluate(Given.gateInput($0, in: picture)).denial == nil }
            held += sick.count - free.count
            let isStuck = free.isEmpty && !sick.isEmpty
            // A network whose container is gone is no dependency on anybody in trouble.
            let dependencies = Dependencies(picture.members.map(\.container))
            let isGone = picture.members.contains { member in
                member.isDiverged
                    && dependencies.needs(of: member.container).contains { $0.kind == .network(isGone: true) }
            }
            #expect(!isStuck || isGone, "seed \(seed)")
        }
        #expect(held > 200, "graphs without anybody waiting prove nothing")
    }

    @Test("in a ring with shortcuts somebody in trouble always goes first, and only those in trouble are waited for")
    func rings() {
        var held = 0
        for seed in 0..<150 {
            var random = SplitMix(seed: seed)
            let names = (0..<(2 + Int(random.next() % 7))).map { "s\($0)" }.shuffled(using: &random)
            let percent = random.pick([30, 60, 100])
            let members = names.indices.map { index in
                let needs = "\(names[(index + 1) % names.count]),\(random.pick(names))"
                let isSick = random.chance(percent)
                return isSick
                    ? Given.sick(names[index], project: "p", service: names[index], needs: needs)
                    : Given.member(names[index], project: "p", service: names[index], needs: needs)
            }
            let picture = HostPicture(members: members)
            let sick = members.filter(\.isDiverged).map(\.container.name)
            let free = sick.filter { DependencyGate.evaluate(Given.gateInput($0, in: picture)).denial == nil }
            #expect(sick.isEmpty || !free.isEmpty, "seed \(seed)")
            #expect(sick.count != 1 || free == sick, "seed \(seed)")
            held += sick.count - free.count
        }
        #expect(held > 100)
    }

    @Test("more trouble never opens the storm brake")
    func monotone() {
        var seen = (closed: 0, open: 0)
        for seed in 0..<250 {
            var host = GeneratedHost(seed: seed)
            let target = host.pick(host.picture.members).container.name
            var picture = host.picture
            var wasClosed = false
            for index in [nil] + picture.members.indices.map(Optional.some) {
                if let index { picture.members[index].isDiverged = true }
                let isClosed = results(picture, target)[0].denial != nil
                #expect(isClosed || !wasClosed, "seed \(seed)")
                wasClosed = isClosed
                if isClosed { seen.closed += 1 } else { seen.open += 1 }
            }
        }
        #expect(seen.closed > 100 && seen.open > 100)
    }

    @Test("the watch keeps one incident a scope, the host's instead of its projects', and the gate obeys it")
    func watch() {
        var opened = 0
        for seed in 0..<60 {
            var host = GeneratedHost(seed: seed)
            var known: [Incident] = []
            for step in 0..<12 {
                let now = Given.at(Double(step) * 7)
                known = StormWatch.advance(known, host.picture, hostName: "default", now: now)
                #expect(
                    StormWatch.advance(known, host.picture, hostName: "default", now: now).filter(\.isOpen)
                        == known.filter(\.isOpen)
                )
                let open = known.filter(\.isOpen)
                opened += open.count { $0.openedAt == now }
                #expect(Set(open.map(\.scope)).count == open.count, "seed \(seed)")
                #expect(open.count == 1 || !open.contains { $0.scope == .host }, "seed \(seed)")
                known = known.filter(\.isRemembered)
                if let first = open.first, host.pick([false, false, true]) {
                    known = known.map { $0.id == first.id ? StormWatch.resume($0, by: "alice", at: now) : $0 }
                }
                check(known, host.picture, at: Double(step) * 7, "seed \(seed) step \(step)")
                host.live()
            }
        }
        #expect(opened > 50)
    }

    /// The gate denies exactly what an open incident covers, or what is reached and nobody let go on.
    private func check(_ known: [Incident], _ host: HostPicture, at seconds: Double, _ label: String) {
        var picture = host
        picture.incidents = known
        let scene = StormScene(picture, now: Given.at(seconds))
        let counted = picture.members.filter { $0.countsAsDiverged(at: Given.at(seconds)) }
        #expect(scene.count(of: .host).diverged.map(\.name) == counted.map(\.container.name))
        for member in picture.members {
            let scopes = Incident.Scope.all(of: member.container)
            let isCovered = known.contains { $0.covers(scopes) }
            let isReached = scopes.contains { scope in
                scene.isReached(scope) && !known.contains { $0.permits(scope) }
            }
            let input = Given.gateInput(member.container.name, in: picture, at: seconds) { input in
                // As the list has it: only then do watch and gate look at the same.
                input.episode = member.episode ?? input.episode
            }
            guard member.episode != nil, member.isDiverged else { continue }
            let denial = StormBrakeGate.evaluate(input).denial
            #expect((denial != nil) == (isCovered || isReached), "\(label) \(member.container.name)")
        }
    }

    @Test("no sequence of decisions takes more out of service than the budget permits")
    func disruption() {
        var seen = (allowed: 0, denied: 0)
        for seed in 0..<40 {
            var host = DisruptedGroup(seed: seed)
            for _ in 0..<60 {
                let wasAllowed = host.step()
                if wasAllowed { seen.allowed += 1 } else { seen.denied += 1 }
                #expect(host.disrupted <= host.maximum, "seed \(seed)")
                #expect(!host.tookServingBeyondBudget, "seed \(seed)")
            }
        }
        #expect(seen.allowed > 200 && seen.denied > 200)
    }
}

/// One Compose service whose containers break, are acted upon when the gate says so, and get well again.
private struct DisruptedGroup {
    private var picture: HostPicture
    private var random: SplitMix
    private let policy: HealthPolicy
    let maximum: Int
    private(set) var tookServingBeyondBudget = false

    init(seed: Int) {
        random = SplitMix(seed: seed)
        let size = 1 + Int(random.next() % 8)
        let limit: CountOrPercentage = random.pick([.count(1), .count(2), .count(3), .percentage(Percentage(40))])
        maximum = limit.count(of: size)
        policy = Given.policy { $0.remediation.disruption = .init(maxUnavailable: limit) }
        picture = HostPicture(members: (0..<size).map { Given.member("web-\($0)", project: "p", service: "web") })
    }

    var disrupted: Int { picture.members.count(where: \.isBeingRemediated) }

    /// Something happens, and the gate is asked for one container.
    ///
    /// - Returns: whether it was acted upon.
    mutating func step() -> Bool {
        let index = Int(random.next() % UInt64(picture.members.count))
        switch random.next() % 4 {
        case 0: (picture.members[index].container.status, picture.members[index].container.exitCode) = (.exited, 1)
        case 1: picture.members[index].container.health = random.pick([.unhealthy, .starting, .healthy])
        case 2:
            picture.members[index] = Given.member(
                picture.members[index].container.name,
                project: "p",
                service: "web"
            )
        default: break
        }
        let target = picture.members[Int(random.next() % UInt64(picture.members.count))]
        guard !target.isBeingRemediated else { return false }
        let input = Given.gateInput(target.container.name, in: picture, policy: policy)
        guard DisruptionBudgetGate.evaluate(input).denial == nil else { return false }
        let out = picture.members.count { !$0.serves || $0.isBeingRemediated }
        if target.serves, out + 1 > maximum { tookServingBeyondBudget = true }
        for index in picture.members.indices where picture.members[index].container.key == target.container.key {
            picture.members[index].episode = Given.trouble(target, random.pick([.remediating, .verifying])) {
                $0.intents = [Given.intent(at: 0)]
            }
        }
        return true
    }
}
