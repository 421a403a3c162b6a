import Testing

@testable import HemoStatCore

@Suite("StormBrakeGate")
struct StormBrakeGateTests {
    /// So many in trouble, `web-1` first, and so many that are well.
    private func picture(
        _ sick: Int,
        _ well: Int,
        project: String? = nil,
        brake: DockerHost.StormBrake = .init(),
        incidents: [Incident] = []
    ) -> HostPicture {
        let names = (1...max(1, sick + well)).map { "web-\($0)" }
        let members = names.prefix(sick + well).enumerated().map { index, name in
            index < sick ? Given.sick(name, project: project) : Given.member(name, project: project)
        }
        return HostPicture(members: members, brake: brake, incidents: incidents)
    }

    private func result(
        _ picture: HostPicture,
        _ target: String = "web-1",
        at seconds: Double = 1,
        _ change: (inout GateInput) -> Void = { _ in }
    ) -> GateResult {
        StormBrakeGate.evaluate(Given.gateInput(target, in: picture, at: seconds, change))
    }

    @Test(
        "denies when at least the minimum and at least the share of the host is in trouble",
        arguments: [
            (5, 5, 50, 5, true), (5, 6, 50, 5, false), (6, 5, 50, 5, true), (4, 0, 50, 5, false), (5, 0, 50, 5, true),
            (5, 0, 100, 5, true), (5, 1, 100, 5, false), (1, 2, 33.3333, 1, true), (1, 3, 33.3333, 1, false),
            (2, 2, 50, 2, true), (30, 0, 50, 5, true), (15, 16, 50, 5, false), (101, 899, 10.1, 5, true),
            (100, 900, 10.1, 5, false),
        ] as [(Int, Int, Double, Int, Bool)]
    )
    func limits(sick: Int, well: Int, share: Double, minimum: Int, isDenied: Bool) {
        let brake = DockerHost.StormBrake(share: Percentage(share), minimum: minimum)
        let result = result(picture(sick, well, brake: brake))
        #expect((result.denial?.reason == "StormBrake") == isDenied)
        #expect(result.denial.map { $0.nextEligible == Given.at(3) } ?? true)
        #expect(result.inputs["host"] == "\(sick) of \(sick + well)")
        #expect(result.inputs["share"] == "\(Percentage(share))")
        #expect(result.inputs["minimum"] == "\(minimum)")
        #expect(result.inputs["release"] == "2m")
    }

    @Test("a share that makes no sense brakes as soon as there are enough")
    func nonsense() {
        for share in [Double.nan, -1, .infinity, 20_000] {
            #expect(DockerHost.StormBrake(share: Percentage(share)).isReached(by: 5, of: 1000))
            #expect(!DockerHost.StormBrake(share: Percentage(share)).isReached(by: 4, of: 4))
        }
        #expect(!DockerHost.StormBrake(minimum: 0).isReached(by: 0, of: 0))
    }

    @Test("a project is held on its own, and others are not")
    func project() {
        var host = picture(5, 1, project: "shop")
        host.members +=
            (1...20).map { Given.member("blog-\($0)", project: "blog") } + [Given.sick("blog-0", project: "blog")]
        let denied = result(host)
        let sentence = "5 of 6 containers of project shop are in trouble; nothing is done one by one"
        #expect(denied.denial?.message == sentence)
        #expect(denied.inputs["project shop"] == "5 of 6")
        #expect(denied.inputs["host"] == "6 of 27")
        let allowed = result(host, "blog-0")
        #expect(allowed.denial == nil)
        #expect(allowed.inputs["project blog"] == "1 of 21")
        #expect(result(host, "blog-0").inputs["project shop"] == nil)
    }

    @Test("a planned end of a project is no storm")
    func down() {
        var host = picture(6, 2, project: "shop")
        for index in 0..<6 {
            host.members[index].episode = nil
            host.members[index].container.status = .exited
            host.members[index].container.exitCode = 143
            host.members[index].container.stop = Given.stopped(by: [
                (0, .kill(signal: 15)), (0, .die(exitCode: 143)), (0, .stop),
            ])
        }
        host.members.append(Given.sick("web-9", project: "shop"))
        let result = result(host, "web-9")
        #expect(result.denial == nil)
        #expect(result.inputs["host"] == "1 of 3", "those stopped by a person do not count at all")
    }

    @Test("an open incident holds what it covers, until its release after the calm is over")
    func incident() {
        var storm = Incident(
            id: "default/host/1",
            host: "default",
            scope: .host,
            openedAt: Given.zero,
            diverged: 6,
            enforced: 10
        )
        let first = result(picture(1, 9, incidents: [storm]))
        #expect(
            first.denial?.message == "6 of 10 containers of host default are in trouble; nothing is done one by one"
        )
        #expect(first.denial?.nextEligible == Given.at(3))
        #expect(first.inputs["incident"] == "default/host/1")
        storm.calmSince = Given.at(0.5)
        let calm = result(picture(1, 9, incidents: [storm]))
        #expect(calm.denial?.nextEligible == Given.at(120.5))
        #expect(calm.inputs["calmSince"] == Given.at(0.5).description)
        #expect(result(picture(6, 4, incidents: [storm])).denial?.nextEligible == Given.at(3), "it is back already")
        let late = result(picture(1, 9, incidents: [storm]), at: 500)
        #expect(late.denial?.nextEligible == Given.at(502), "only the watch closes it")
        storm.closedAt = Given.at(0.7)
        #expect(result(picture(1, 9, incidents: [storm])).denial == nil)
        storm.closedAt = nil
        storm.host = "west"
        #expect(result(picture(1, 9, incidents: [storm])).denial == nil)
        storm.host = "default"
        storm.scope = .project("shop")
        #expect(result(picture(1, 9, incidents: [storm])).denial == nil)
        #expect(result(picture(1, 9, project: "shop", incidents: [storm])).denial != nil)
    }

    @Test("a person's word lets actions go on there, until it was calm once")
    func resumed() {
        let storm = StormWatch.advance([], picture(6, 4), hostName: "default", now: Given.zero)
        var resumed = storm.map { StormWatch.resume($0, by: "alice", at: Given.at(1)) }
        let result = result(picture(6, 4, incidents: resumed))
        #expect(result.denial == nil)
        #expect(result.inputs["resumedBy"] == "alice")
        resumed[0].calmSince = Given.at(1)
        #expect(self.result(picture(6, 4, incidents: resumed)).denial != nil)
    }

    @Test("without the containers of the host, or the target among them, it denies")
    func blind() {
        for host in [HostPicture(), picture(0, 3)] {
            let result = result(host, "stranger")
            #expect(result.denial?.reason == "StormBrake")
            #expect(result.denial?.nextEligible == Given.at(3))
            #expect(result.inputs == ["containers": "\(host.members.count)"])
        }
        #expect(result(picture(1, 3)) { $0.container = nil }.denial != nil)
    }

    @Test(
        "who waits longer asks less often, between two and thirty seconds",
        arguments: [
            (0, 2), (19, 2), (50, 5), (299, 29.9), (301, 30), (90_000, 30),
        ] as [(Double, Double)]
    )
    func retry(waited: Double, pause: Double) {
        let input = Given.gateInput("web-1", in: picture(1, 1), at: waited) {
            $0.episode.enter(.held, at: Given.zero, reason: "StormBrake", message: "given")
        }
        #expect(input.retryAt == Given.at(waited + pause))
    }

    @Test("the target counts as it was inspected just now, not as the list has it")
    func fresh() {
        let host = picture(5, 5)
        let healed = result(host) { input in
            input.container?.health = .healthy
            input.episode.metSince = Given.zero
            input.evaluated = []
        }
        #expect(healed.inputs["host"] == "5 of 10", "the list says so: it may know more")
        var well = host
        well.members[0] = Given.member("web-1")
        #expect(result(well) { $0.episode.metSince = Given.zero }.inputs["host"] == "4 of 10")
        let sick = result(well) { input in
            input.episode.metSince = Given.zero
            input.evaluated = Evaluator.evaluate(
                input.resolved,
                CheckInput(container: host.members[0].container, now: input.now)
            )
        }
        #expect(sick.inputs["host"] == "5 of 10")
        #expect(sick.denial != nil)
    }
}
