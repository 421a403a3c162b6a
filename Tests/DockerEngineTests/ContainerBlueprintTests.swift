import Testing

@testable import DockerEngine

@Suite struct ContainerBlueprintTests {
    private static let id = String(repeating: "0123456789abcdef", count: 4)

    private func fixture(_ name: String) throws -> ContainerBlueprint {
        let document = try #require(EngineValue(parsing: FixtureFiles.load(name)))
        return try #require(ContainerBlueprint(inspection: document))
    }

    /// A blueprint of a document with these members of `Config`, `HostConfig`, `Mounts` and `Networks`.
    private func blueprint(
        config: String = "",
        host: String = #""NetworkMode":"default""#,
        mounts: String = "",
        networks: String = #""bridge":{}"#
    ) -> ContainerBlueprint? {
        let text = #"""
            {"Id":"\#(Self.id)","Name":"/web","Image":"sha256:1","State":{"Running":true},
            "Config":{"Image":"shop/web:1"\#(config.isEmpty ? "" : ","),\#(config)},"HostConfig":{\#(host)},
            "Mounts":[\#(mounts)],"NetworkSettings":{"Networks":{\#(networks)}}}
            """#
        let document = text.replacing("},,", with: "},").replacing(#"1",}"#, with: #"1"}"#).replacing(",,", with: ",")
        return EngineValue(parsing: Array(document.utf8)).flatMap { ContainerBlueprint(inspection: $0) }
    }

    private func text(_ value: EngineValue?) -> String { value.map { String(decoding: $0.json, as: UTF8.self) } ?? "-" }

    @Test("a container with everything: what was asked for stays, what Docker made up goes")
    func everything() throws {
        let all = try fixture("docker-20.10/inspect-everything.json")
        #expect(all.name == "big")
        #expect(all.imageName == "hemostat-test/busybox")
        #expect(all.imageID.hasPrefix("sha256:"))
        #expect(!all.isRunning && !all.isAutoRemoved && !all.isSwarmTask && !all.isCutOff)
        #expect(all.networkParent == nil)
        let (document, unconnected) = all.creation(for: APIVersion(1, 41))
        #expect(document[key: "Hostname"] == nil)
        #expect(text(document[key: "Entrypoint"]) == #"[""]"#)
        #expect(text(document[key: "MacAddress"]) == #""02:42:ac:11:22:33""#)
        #expect(text(document[key: "StopTimeout"]) == "3")
        let host = try #require(document[key: "HostConfig"])
        #expect(text(host[key: "PortBindings"]?[key: "80/tcp"]) == #"[{"HostIp":"","HostPort":""}]"#)
        #expect(text(host[key: "Binds"]) == #"["named:/named:ro","/tmp:/hosttmp"]"#)
        #expect(text(host[key: "VolumesFrom"]) == #"["db"]"#)
        let mounts = host[key: "Mounts"]?.elements ?? []
        #expect(
            mounts.map { text($0[key: "Target"]) } == ["/anon2", "/tf2", "/anon", "/b1", "/shared"].map { "\"\($0)\"" }
        )
        #expect(mounts.filter { $0[key: "Type"]?.text == "volume" }.allSatisfy { $0[key: "Source"]?.text?.count == 64 })
        let first = #"{"n1":{"IPAMConfig":{"IPv4Address":"10.77.1.50"},"Links":["db:database"],"Aliases":["web"]}}"#
        #expect(text(document[key: "NetworkingConfig"]?[key: "EndpointsConfig"]) == first)
        #expect(unconnected.map(\.network) == ["n2"])
        #expect(text(unconnected.first?.settings) == #"{"IPAMConfig":{"IPv4Address":"10.77.2.60"},"Aliases":["two"]}"#)
    }

    @Test("from API 1.44 on all networks come at once, and the MAC address is the first network's")
    func severalNetworks() throws {
        let all = try fixture("docker-20.10/inspect-everything.json")
        let (document, unconnected) = all.creation(for: APIVersion(1, 44))
        #expect(unconnected.isEmpty)
        #expect(document[key: "MacAddress"] == nil)
        let endpoints = document[key: "NetworkingConfig"]?[key: "EndpointsConfig"]?.members ?? []
        #expect(endpoints.map(\.key) == ["n1", "n2"])
        #expect(endpoints.map { text($0.value[key: "MacAddress"]) } == [#""02:42:ac:11:22:33""#, "-"])
    }

    @Test("every engine's inspect documents make blueprints", arguments: ["24.0", "29.0"])
    func otherEngines(release: String) throws {
        let web = try fixture("docker-\(release)/inspect.json")
        #expect(web.attachments.count == 2)
        #expect(!web.attachments.contains { text($0.settings).contains(String(web.containerID.prefix(12))) })
        #expect(!web.attachments.contains { text($0.settings).contains("DNSNames") })
    }

    @Test("who shares a container's network asks for none of what it would be refused")
    func networkChild() throws {
        let child = try fixture("docker-20.10/inspect-network-child.json")
        let parent = try #require(child.networkParent)
        #expect(parent.count == 64)
        #expect(child.attachments.isEmpty && !child.isCutOff)
        let document = child.creation(for: APIVersion(1, 41)).document
        #expect(document[key: "Hostname"] == nil)
        #expect(document[key: "NetworkingConfig"] == nil)
        let moved = child.replacingNetworkParent(with: Self.id)
        #expect(moved.networkParent == Self.id)
        #expect(moved.containerID == child.containerID)
        #expect(
            try fixture("docker-20.10/inspect-everything.json").replacingNetworkParent(with: Self.id).networkParent
                == nil
        )
    }

    @Test("processes and memory of the same parent move along, those of others stay")
    func parentsOfOtherKinds() throws {
        let host = #""NetworkMode":"container:p","PidMode":"container:p","IpcMode":"container:q""#
        let config = #""Hostname":"p","Domainname":"d","ExposedPorts":{"80/tcp":{}}"#
        let child = try #require(blueprint(config: config, host: host, networks: ""))
        #expect(text(child.config) == #"{"Image":"shop/web:1","Entrypoint":[""]}"#)
        let moved = child.replacingNetworkParent(with: "new").hostConfig
        #expect(
            text(moved) == #"{"NetworkMode":"container:new","PidMode":"container:new","IpcMode":"container:q"}"#
        )
    }

    @Test(
        "the host name Docker made of the id goes, one of somebody's choice stays",
        arguments: [
            (#""Hostname":"0123456789ab""#, #""NetworkMode":"default""#, "-"),
            (#""Hostname":"web""#, #""NetworkMode":"default""#, #""web""#),
            (#""Hostname":"0123456789ac""#, #""NetworkMode":"default""#, #""0123456789ac""#),
            (#""Hostname":"machine""#, #""NetworkMode":"host""#, #""machine""#),
            (#""Hostname":"machine""#, #""NetworkMode":"default","UTSMode":"host""#, "-"),
        ]
    )
    func hostnames(config: String, host: String, kept: String) throws {
        let web = try #require(blueprint(config: config, host: host))
        #expect(text(web.config[key: "Hostname"]) == kept)
    }

    @Test("--rm, Swarm tasks and containers cut off from their network are told")
    func refusals() throws {
        let plain = try #require(blueprint())
        #expect(plain.isRunning && !plain.isAutoRemoved && !plain.isSwarmTask && !plain.isCutOff)
        #expect(try #require(blueprint(host: #""NetworkMode":"default","AutoRemove":true"#)).isAutoRemoved)
        let labels = #""Labels":{"com.docker.swarm.task.id":"x"}"#
        #expect(try #require(blueprint(config: labels)).isSwarmTask)
        #expect(try #require(blueprint(networks: "")).isCutOff)
        for mode in ["host", "none", "container:x", "slirp4netns:cidr=10.0.2.0/24", "ns:/run/netns/a"] {
            #expect(try !#require(blueprint(host: #""NetworkMode":"\#(mode)""#, networks: "")).isCutOff)
        }
    }

    @Test(
        "the network of the mode comes first, by name, id or start of one",
        arguments: [
            ("default", ["bridge", "a", "z"], "default"), ("bridge", ["bridge", "a", "z"], "bridge"),
            ("z", ["z", "a", "bridge"], "z"), ("0123456789abcdef", ["z", "a", "bridge"], "0123456789abcdef"),
            ("gone", ["a", "bridge", "z"], "a"),
        ]
    )
    func order(mode: String, networks: [String], kept: String) throws {
        let entries = #""z":{"NetworkID":"\#(Self.id)"},"bridge":{"NetworkID":"1"},"a":{"Aliases":null}"#
        let web = try #require(blueprint(host: #""NetworkMode":"\#(mode)""#, networks: entries))
        #expect(web.attachments.map(\.network) == networks)
        #expect(web.networkMode == kept)
    }

    @Test("volumes are mounted by name, once each, wherever they came from")
    func volumes() throws {
        func volume(_ name: String, _ path: String, _ writable: Bool = true) -> String {
            #"{"Type":"volume","Name":"\#(name)","Destination":"\#(path)","RW":\#(writable)}"#
        }
        let mounts = [
            volume("v1", "/image"), volume("v2", "/lone"), volume("v3", "/asked"), volume("named", "/named"),
            volume("v4", "/a:b", false), #"{"Type":"bind","Source":"/x","Destination":"/bind","RW":true}"#,
            #"{"Type":"tmpfs","Destination":"/tmp"}"#, volume("v5", "/twice"),
        ]
        let host = #"""
            "NetworkMode":"default","Binds":["/lone","named:/x/../named/:ro","/x:/bind"],"Mounts":[{"Type":"volume",
            "Target":"/asked/","VolumeOptions":{"Labels":{"a":"b"}}},{"Type":"volume","Source":"v5","Target":"/twice"}]
            """#
        let web = try #require(blueprint(host: host, mounts: mounts.joined(separator: ",")))
        #expect(text(web.hostConfig[key: "Binds"]) == #"["named:/x/../named/:ro","/x:/bind"]"#)
        let asked = web.hostConfig[key: "Mounts"]?.elements ?? []
        func added(_ name: String, _ path: String, readOnly: Bool) -> String {
            #"{"Type":"volume","Source":"\#(name)","Target":"\#(path)","ReadOnly":\#(readOnly),"#
                + #""VolumeOptions":{"NoCopy":true}}"#
        }
        #expect(
            asked.map { text($0) } == [
                #"{"Type":"volume","Target":"/asked/","VolumeOptions":{"Labels":{"a":"b"}},"Source":"v3"}"#,
                #"{"Type":"volume","Source":"v5","Target":"/twice"}"#, added("v4", "/a:b", readOnly: true),
                added("v1", "/image", readOnly: false), added("v2", "/lone", readOnly: false),
            ]
        )
    }

    @Test("limits are named as the create call takes them, whatever the engine lists")
    func ulimits() throws {
        let host =
            #""NetworkMode":"default","Ulimits":[{"Name":"RLIMIT_NOFILE","Soft":1,"Hard":2},{"Name":"core","Hard":0}]"#
        let web = try #require(blueprint(host: host))
        let named = #"[{"Name":"nofile","Soft":1,"Hard":2},{"Name":"core","Hard":0}]"#
        #expect(text(web.hostConfig[key: "Ulimits"]) == named)
    }

    @Test("fields nobody knows and numbers beyond a double stay exact")
    func lossless() throws {
        let host = #""NetworkMode":"default","Memory":9007199254740993,"New":{"Ratio":1.10,"Big":18446744073709551615}"#
        let web = try #require(blueprint(config: #""Later":[1e-7]"#, host: host))
        let sent = text(web.creation(for: APIVersion(1, 41)).document)
        for part in ["9007199254740993", #"{"Ratio":1.10,"Big":18446744073709551615}"#, #""Later":[1e-7]"#] {
            #expect(sent.contains(part))
        }
    }

    @Test(
        "a document without what a twin needs is none",
        arguments: [
            "{}", "[]", "null",
            #"{"Id":"short","Image":"sha256:1","Config":{"Image":"a"},"HostConfig":{"NetworkMode":"x"}}"#,
            #"{"Id":"@","Image":"sha256:1","Config":{},"HostConfig":{"NetworkMode":"x"}}"#,
            #"{"Id":"@","Image":"sha256:1","Config":{"Image":"a"},"HostConfig":{}}"#,
            #"{"Id":"@","Image":"","Config":{"Image":"a"},"HostConfig":{"NetworkMode":"x"}}"#,
            #"{"Id":"@","Image":"sha256:1","Config":{"Image":"a"}}"#,
        ]
    )
    func malformed(document: String) throws {
        let value = try #require(EngineValue(parsing: Array(document.replacing("@", with: Self.id).utf8)))
        #expect(ContainerBlueprint(inspection: value) == nil)
    }

    @Test("nothing but name and id is printed, and its secrets are kept from errors")
    func secrets() throws {
        let config = #""Env":["PASSWORD=hunter2","FLAG"],"Labels":{"l":"hunter3"},"Cmd":["--key","hunter4"]"#
        let host = #"""
            "NetworkMode":"default","LogConfig":{"Type":"splunk","Config":{"splunk-token":"hunter5"}},"Mounts":[{"Type":
            "volume","Target":"/d","VolumeOptions":{"DriverConfig":{"Options":{"o":"password=hunter6"}}}}]
            """#
        let networks = #""bridge":{"DriverOpts":{"k":"hunter7"}}"#
        let web = try #require(blueprint(config: config, host: host, networks: networks))
        var dumped = ""
        dump(web, to: &dumped)
        dump(web.attachments, to: &dumped)
        dump(CreatedContainer(id: Self.id, warnings: [], unconnected: web.attachments), to: &dumped)
        for text in ["\(web)", String(reflecting: web), "\(web.attachments)", "\([web])", dumped] {
            #expect(!text.contains("hunter"))
        }
        #expect("\(web)" == "the blueprint of container web (0123456789ab)")
        for secret in ["hunter2", "PASSWORD=hunter2", "hunter5", "password=hunter6"] {
            #expect(web.confidential.contains(secret))
        }
    }
}
