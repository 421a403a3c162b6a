import Testing

@testable import HemoStatCore

@Suite("StormWatch")
struct StormWatchTests {
    private func host(_ sick: Int, _ well: Int, _ more: [HostPicture.Member] = []) -> HostPicture {
        let members = (0..<sick + well).map { index in
            index < sick ? Given.sick("web-\(index)") : Given.member("web-\(index)")
        }
        return HostPicture(members: members + more)
    }

    /// A project of which so many are in trouble.
    private func project(_ name: String, _ sick: Int, _ well: Int) -> [HostPicture.Member] {
        (0..<sick + well).map { index in
            index < sick
                ? Given.sick("\(name)-\(index)", project: name) : Given.member("\(name)-\(index)", project: name)
        }
    }

    private func advance(_ known: [Incident], _ host: HostPicture, at seconds: Double) -> [Incident] {
        StormWatch.advance(known, host, hostName: "default", now: Given.at(seconds))
    }

    private func remembered(_ incidents: [Incident]) -> [Incident] { incidents.filter(\.isRemembered) }

    @Test("opens one, follows it, and closes it after it was calm for the release without interruption")
    func life() throws {
        var known = advance([], host(4, 2), at: 0)
        #expect(known == [])
        known = advance(known, host(5, 3), at: 1)
        let opened = try #require(known.first)
        #expect(known.count == 1)
        #expect(opened.id == "default/host/\(Given.at(1).microseconds)")
        #expect((opened.diverged, opened.enforced) == (5, 8))
        #expect(opened.containers == (0..<5).map { Given.id(of: "web-\($0)") })
        #expect(advance(known, host(5, 3), at: 1) == known, "looking again at the same instant changes nothing")
        known = advance(known, host(8, 0), at: 2)
        #expect(known.first?.id == opened.id)
        #expect(known.first?.containers.count == 8)
        known = advance(known, host(2, 6), at: 10)
        #expect(known.first?.calmSince == Given.at(10))
        #expect((known.first?.diverged, known.first?.containers.count) == (2, 8))
        known = advance(known, host(6, 2), at: 100)
        #expect(known.first?.calmSince == nil)
        known = advance(known, host(2, 6), at: 101)
        known = advance(known, host(2, 6), at: 220.999)
        #expect(known.first?.isOpen == true)
        known = advance(known, host(2, 6), at: 221)
        #expect(known.first?.closedAt == Given.at(221))
        #expect(remembered(known) == [])
        #expect(advance(remembered(known), host(2, 6), at: 222) == [])
        #expect(advance([], host(5, 3), at: 230).first?.openedAt == Given.at(230), "another storm is another incident")
    }

    @Test("what is not known is no calm")
    func unknown() {
        var known = advance([], host(5, 3), at: 0)
        var silent = host(0, 8)
        for index in silent.members.indices { silent.members[index].container.isFresh = false }
        known = advance(known, silent, at: 1)
        #expect(known.first?.isOpen == true && known.first?.calmSince == nil)
        known = advance(known, host(0, 8), at: 2)
        known = advance(known, silent, at: 3)
        #expect(known.first?.calmSince == nil)
    }

    @Test("a project has its own; projects without enough trouble have none")
    func projects() throws {
        let picture = HostPicture(
            members: project("shop", 6, 1) + project("blog", 4, 0) + project("a/b", 5, 5) + project("wiki", 0, 20)
        )
        let known = advance([], picture, at: 0)
        #expect(known.map(\.scope) == [.project("a/b"), .project("shop")])
        #expect(known.first?.id == "default/project/a%2Fb/\(Given.zero.microseconds)")
        let shop = try #require(known.last)
        #expect((shop.diverged, shop.enforced) == (6, 7))
        #expect(shop.containers.allSatisfy { $0.hasPrefix("shop") })
    }

    @Test("the host's takes those of its projects in: one incident, not two")
    func merging() {
        let small = HostPicture(members: project("shop", 6, 0) + project("blog", 0, 10))
        var known = advance([], small, at: 0)
        #expect(known.map(\.scope) == [.project("shop")])
        let large = HostPicture(members: project("shop", 6, 0) + project("blog", 5, 5))
        known = advance(known, large, at: 1)
        let storm = known.first { $0.scope == .host }
        #expect(known.filter(\.isOpen).map(\.scope) == [.host])
        #expect(known.first { $0.scope == .project("shop") }?.mergedInto == storm?.id)
        #expect(known.first { $0.scope == .project("shop") }?.closedAt == Given.at(1))
        #expect(remembered(known).map(\.scope) == [.host])
        #expect(advance(remembered(known), large, at: 2).map(\.scope) == [.host])
    }

    @Test("resumed, it is over and does not come back before it was calm once")
    func resumption() {
        var known = advance([], host(6, 2), at: 0).map { StormWatch.resume($0, by: "alice", at: Given.at(1)) }
        #expect(known.first?.closedAt == Given.at(1))
        #expect(known.first?.resumedBy == "alice")
        #expect(known.map { StormWatch.resume($0, by: "bob", at: Given.at(2)) } == known, "it is over already")
        for seconds in [1, 2, 3000] {
            known = remembered(advance(known, host(7, 1), at: Double(seconds)))
            #expect(known.count == 1)
            #expect(known.allSatisfy { !$0.isOpen })
        }
        known = advance(known, host(1, 7), at: 3001)
        #expect(known.count == 1, "told once more")
        #expect(remembered(known) == [])
        known = advance(remembered(known), host(6, 2), at: 3002)
        #expect(known.map(\.openedAt) == [Given.at(3002)])
    }

    @Test("a host's resumption is for the projects in trouble then, each until it is calm; not for those to come")
    func resumedProjects() {
        let both = HostPicture(members: project("shop", 6, 0) + project("blog", 2, 8) + project("wiki", 3, 0))
        var known = advance([], both, at: 0)
        #expect(known.map(\.scope) == [.host])
        known = known.map { StormWatch.resume($0, by: "alice", at: Given.at(1)) }
        known = remembered(advance(known, both, at: 1))
        #expect(known.map(\.resumedProjects) == [["shop"]])
        // The host is calm, shop is not: it goes on.
        let shop = HostPicture(members: project("shop", 6, 0) + project("blog", 0, 10) + project("wiki", 0, 3))
        known = remembered(advance(known, shop, at: 2))
        #expect(known.map(\.isOpen) == [false])
        #expect(known.first?.permits(.project("shop")) == true)
        #expect(known.first?.permits(.host) == false)
        // Another project is another storm.
        let blog = HostPicture(members: project("shop", 6, 0) + project("blog", 6, 0) + project("wiki", 0, 30))
        #expect(advance(known, blog, at: 3).filter(\.isOpen).map(\.scope) == [.project("blog")])
        // Calm everywhere: nothing is remembered.
        let calm = HostPicture(members: project("shop", 1, 5) + project("blog", 0, 10))
        #expect(remembered(advance(known, calm, at: 4)) == [])
    }

    @Test("incidents of other hosts are not its business")
    func otherHosts() {
        let known = advance([], host(6, 2), at: 0)
        #expect(StormWatch.advance(known, host(0, 8), hostName: "west", now: Given.at(1)) == [])
    }

    @Test("the list of its containers is bounded")
    func bounded() {
        let known = advance([], host(1200, 0), at: 0)
        #expect(known.first?.containers.count == 1000)
        #expect(advance(known, host(1300, 0), at: 1).first?.containers == known.first?.containers)
    }

    @Test("it survives its JSON, also without what the version before did not have")
    func json() throws {
        let known = advance([], host(6, 2), at: 0)
        #expect(try Codec.roundTrip(known) == known)
    }
}
