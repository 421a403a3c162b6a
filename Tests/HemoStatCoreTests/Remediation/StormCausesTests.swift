import Testing

@testable import HemoStatCore

/// What containers in trouble have in common, and how people are told.
@Suite("StormCauses")
struct StormCausesTests {
    private func member(
        _ name: String,
        isSick: Bool,
        networks: [String] = [],
        image: String = "",
        volumes: [String] = [],
        project: String? = nil,
        _ change: (inout HostPicture.Member) -> Void = { _ in }
    ) -> HostPicture.Member {
        var member = isSick ? Given.sick(name, project: project) : Given.member(name, project: project)
        member.container.networks = networks
        member.container.image = image.isEmpty ? "image/\(name)" : image
        member.container.volumes = volumes
        change(&member)
        return member
    }

    private func incident(_ members: [HostPicture.Member], _ minimum: Int = 2) -> Incident? {
        let brake = DockerHost.StormBrake(share: Percentage(30), minimum: minimum)
        let picture = HostPicture(members: members, brake: brake)
        return StormWatch.advance([], picture, hostName: "default", now: Given.zero).first
    }

    private func words(_ incident: Incident?) -> [String] {
        (incident?.candidates ?? []).map { "\($0.kind.rawValue) \($0.name) \($0.diverged):\($0.healthy)" }
    }

    @Test("likeliest is what is commoner among those in trouble than among the healthy")
    func ranking() {
        let members =
            (0..<4).map { member("a\($0)", isSick: true, networks: ["db", "all"], image: $0 < 3 ? "web" : "") }
            + (0..<4).map {
                member("b\($0)", isSick: false, networks: $0 < 1 ? ["db", "all"] : ["all"], image: $0 < 2 ? "web" : "")
            }
        // db 1 - 1/4, host 4/8, web 3/4 - 2/4; `all` is everywhere.
        #expect(words(incident(members)) == ["network db 4:1", "host default 4:4", "image web 3:2"])
    }

    @Test("when everything is in trouble it is the host, and what most but not all share")
    func everything() {
        let members = (0..<4).map {
            member("a\($0)", isSick: true, networks: ["all"], image: $0 < 3 ? "web" : "", volumes: ["v\($0)"])
        }
        #expect(words(incident(members)) == ["host default 4:0", "image web 3:0"])
        #expect(
            incident(members)?.summary
                == "4 of 4 containers of host default are in trouble; the host itself may be the cause, "
                + "3 share image web"
        )
    }

    @Test("in a project its own name is no news, its network may be; the sentence names the likeliest")
    func project() {
        let members =
            (0..<12).map {
                member(
                    "s\($0)",
                    isSick: true,
                    networks: ["shop_db"],
                    image: $0 < 10 ? "acme/web:2" : "",
                    project: "shop"
                )
            } + (0..<3).map { member("t\($0)", isSick: false, networks: ["shop_default"], project: "shop") }
            + (0..<30).map { member("o\($0)", isSick: false, networks: ["bridge"], project: "other") }
        let incident = incident(members, 12)
        #expect(words(incident) == ["network shop_db 12:0", "image acme/web:2 10:0"])
        #expect(
            incident?.summary
                == "12 of 15 containers of project shop are in trouble; all share network shop_db, "
                + "10 share image acme/web:2"
        )
    }

    @Test("at most five, ties in a fixed order, whatever the order of the list")
    func bounded() {
        let shared = (0..<9).map { "v\($0)" }
        let members =
            (0..<3).map { member("a\($0)", isSick: true, networks: ["n"], image: "i", volumes: shared, project: "p") }
            + [member("well", isSick: false)]
        let expected = ["network n 3:0", "image i 3:0", "volume v0 3:0", "volume v1 3:0", "volume v2 3:0"]
        #expect(words(incident(members)) == expected)
        #expect(words(incident(members.reversed())) == expected)
    }

    @Test("neither those left to people nor those that do not run tell what is healthy")
    func healthy() {
        let members =
            (0..<3).map { member("a\($0)", isSick: true, networks: ["n"]) }
            + [
                member("paused", isSick: false, networks: ["n"]) { $0.container.status = .paused },
                member("pending", isSick: false, networks: ["n"]) { ($0.isDiverged, $0.isEnforced) = (true, false) },
                member("well", isSick: false),
            ]
        #expect(words(incident(members)).first == "network n 3:0")
    }
}
