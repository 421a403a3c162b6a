import Testing

@testable import HemoStatCore

/// What the gate says of everything that Docker's events can tell of people, Compose, Swarm and Watchtower.
@Suite("HumanIntent")
struct HumanIntentTests {
    struct Deed: CustomStringConvertible, Sendable {
        var description: String
        var events: [(Double, ContainerEvent.Action)]
        var status = ContainerStatus.exited
        var code = 0
        var oomKilled = false
        var policy = "no"
        /// Reason code of the denial; nil: let through.
        var denial: String?
    }

    private static let stop: [(Double, ContainerEvent.Action)] = [
        (0, .kill(signal: 15)), (1, .die(exitCode: 143)), (1, .stop),
    ]

    /// Seen two seconds after zero.
    static let deeds = [
        Deed(description: "docker stop", events: stop, code: 143, denial: "HumanIntent"),
        Deed(
            description: "docker stop, exit 0",
            events: [(0, .kill(signal: 15)), (1, .die(exitCode: 0)), (1, .stop)],
            denial: "HumanIntent"
        ),
        Deed(
            description: "docker stop with restart policy always",
            events: stop,
            code: 143,
            policy: "always",
            denial: "HumanIntent"
        ),
        Deed(
            description: "docker stop, killed after its timeout",
            events: [(-10, .kill(signal: 15)), (0, .kill(signal: 9)), (0, .die(exitCode: 137)), (0, .stop)],
            code: 137,
            denial: "HumanIntent"
        ),
        Deed(
            description: "docker kill",
            events: [(0, .kill(signal: 9)), (0, .die(exitCode: 137))],
            code: 137,
            denial: "HumanIntent"
        ),
        Deed(
            description: "docker kill of one whose child the kernel killed",
            events: [(-60, .oom), (0, .kill(signal: 9)), (0, .die(exitCode: 137))],
            code: 137,
            oomKilled: true,
            denial: "HumanIntent"
        ),
        Deed(description: "docker kill -s HUP", events: [(0, .kill(signal: 1))], status: .running),
        Deed(
            description: "docker kill -s HUP, and it gives up",
            events: [(0, .kill(signal: 1)), (1, .die(exitCode: 1))],
            code: 1
        ),
        Deed(description: "docker pause", events: [(0, .pause)], status: .paused, denial: "HumanIntent"),
        Deed(description: "docker pause and unpause", events: [(0, .pause), (1, .unpause)], status: .running),
        Deed(description: "out of memory", events: [(0, .oom), (0, .die(exitCode: 137))], code: 137, oomKilled: true),
        Deed(description: "out of memory, flag not told", events: [(0, .oom), (0, .die(exitCode: 137))], code: 137),
        Deed(description: "kill -9 of its process", events: [(0, .die(exitCode: 137))], code: 137),
        Deed(description: "a crash", events: [(0, .die(exitCode: 1))], code: 1),
        Deed(description: "exit 0", events: [(0, .die(exitCode: 0))], denial: "Completed"),
        Deed(description: "137 nobody saw", events: [], code: 137, denial: "IntentUnknown"),
        Deed(description: "143 nobody saw", events: [], code: 143, denial: "IntentUnknown"),
        Deed(description: "docker rename, running", events: [(0, .rename)], status: .running, denial: "HumanIntent"),
        Deed(
            description: "docker rename of what crashed",
            events: [(0, .die(exitCode: 1)), (1, .rename)],
            code: 1,
            denial: "HumanIntent"
        ),
        Deed(
            description: "a crash on the way to its replacement",
            events: [(0, .rename), (1, .die(exitCode: 1))],
            code: 1,
            denial: "HumanIntent"
        ),
        Deed(
            description: "a crash an hour after a rename",
            events: [(-3600, .rename), (0, .die(exitCode: 1))],
            code: 1
        ),
        Deed(description: "running, an hour after a rename", events: [(-3600, .rename)], status: .running),
        Deed(
            description: "renamed, then started",
            events: [(-2, .rename), (-1, .start), (0, .die(exitCode: 1))],
            code: 1
        ),
        Deed(
            description: "Compose replaces it: stop, rename",
            events: stop + [(1.5, .rename)],
            code: 143,
            denial: "HumanIntent"
        ),
        Deed(description: "Compose restarts it", events: stop + [(1.5, .start)], status: .running),
        Deed(description: "Watchtower: stop, before its removal", events: stop, code: 143, denial: "HumanIntent"),
    ]

    private func observed(_ deed: Deed, labels: [String: String] = [:]) -> ContainerObservation {
        Given.container {
            $0.status = deed.status
            $0.exitCode = deed.code
            $0.oomKilled = deed.oomKilled
            $0.labels = labels
            $0.restartPolicy = RestartPolicy(name: deed.policy)
            $0.finishedAt = deed.status == .exited ? Given.at(1) : nil
            $0.stop = Given.stopped(by: deed.events)
            var runs = RunHistory()
            var stop = StopEvidence()
            for (seconds, action) in deed.events {
                let event = ContainerEvent(action: action, at: Given.at(seconds))
                stop.record(event)
                runs.record(event, stop: stop)
            }
            $0.oomAt = runs.oomAt
        }
    }

    private func reason(_ container: ContainerObservation, _ change: (inout Episode) -> Void = { _ in }) -> String? {
        let resolved = ResolvedPolicy(policies: [Given.policy()])
        let episode = Given.episode(change)
        return HumanIntentGate.evaluate(container, episode: episode, resolved: resolved, now: Given.at(2)).denial?
            .reason
    }

    @Test("what a person did stands, what befell it does not", arguments: deeds)
    func table(deed: Deed) { #expect(reason(observed(deed)) == deed.denial) }

    @Test("of a Swarm task that is down everything is Swarm's", arguments: deeds.filter { $0.status == .exited })
    func swarm(deed: Deed) { #expect(reason(observed(deed, labels: SwarmTaskTests.labels)) == "SwarmTask") }

    @Test("started again it is under care again", arguments: deeds.filter { $0.status != .paused })
    func startedAgain(deed: Deed) {
        var again = deed
        again.events += [(1.9, .start)]
        again.status = .running
        #expect(reason(observed(again)) == nil)
    }

    @Test("what HemoStat renames itself, replacing it, is nobody's word")
    func ours() {
        let crash = observed(Deed(description: "", events: [(0, .rename), (1, .die(exitCode: 1))], code: 1))
        let replacing = Given.intent(at: -1) {
            ($0.action, $0.outcome, $0.settledAt) = (.recreate, .failed("no"), Given.at(1))
        }
        #expect(reason(crash) { $0.intents = [replacing] } == nil)
        #expect(reason(crash) { $0.earlier = [replacing] } == nil, "nor what the episode before did")
    }

    @Test(
        "a task that runs is ended or signalled, never started by us: Swarm puts another in its place",
        arguments: [
            (.restart(timeout: .seconds(1)), "SwarmTask"), (.start, "SwarmTask"), (.recreate, "SwarmTask"),
            (.stop(.init()), nil), (.exec(.init(command: ["true"])), nil), (.none, nil),
        ] as [(RemediationAction, String?)]
    )
    func swarmAction(action: RemediationAction, expected: String?) {
        let policy = Given.policy { $0.remediation.steps = [RemediationStep(action: action)] }
        let container = Given.container { ($0.health, $0.labels) = (.unhealthy, SwarmTaskTests.labels) }
        let world = Given.input(nil, container, policies: [policy], at: 1)
        let input = GateInput(
            episode: Given.episode(),
            resolved: world.resolved,
            step: PlannedStep(policy: policy, index: 0, expectation: "healthy"),
            container: container,
            evaluated: world.evaluated,
            history: ActionHistory(),
            lease: .init(epoch: 1, remaining: .seconds(5)),
            now: world.now
        )
        #expect(HumanIntentGate.evaluate(input).denial?.reason == expected)
    }

    @Test("a contested container is left alone, and the message tells what was seen")
    func contested() {
        let contest = Contest(since: Given.zero, lastDeedAt: Given.zero, policies: "", message: "twice")
        let container = Given.container { $0.health = .unhealthy }
        #expect(reason(container) { $0.contest = contest } == "Contested")
    }
}
