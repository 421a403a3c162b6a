import CurlTransport
import Testing

@testable import DockerEngine

extension RealDocker {
    /// Containers made again from their blueprint, compared by what the engine says of both.
    @Suite struct Twins {
        @Test("a container with everything has a twin that differs in nothing but what Docker makes up")
        func everything() async throws {
            try await RealEngine.use { engine in
                try await TwinBench.use(engine) { bench in
                    let all = TwinOptions.all(bench)
                    let old = try await bench.make(TwinOptions.document(all))
                    try await engine.connect(
                        old,
                        to: bench.networks[1],
                        #"{"Aliases":["two"],"IPAMConfig":{"IPv4Address":"\#(bench.address(1))"}}"#
                    )
                    _ = try await engine.client.startContainer(old, timeout: .seconds(30))
                    let before = try await engine.client.exec(
                        old,
                        command: [
                            "sh", "-c",
                            "for d in /anon /lone /asked /shared /named-rw; do echo kept > $d/file || exit 1; done",
                        ],
                        timeout: .seconds(20),
                        maximumOutputBytes: 1024
                    )
                    #expect(before.exitCode == 0, "\(before.output.text)")
                    let new = try await bench.recreate(old)
                    let after = try await engine.client.exec(
                        new,
                        command: ["cat", "/anon/file", "/lone/file", "/asked/file", "/shared/file", "/named-rw/file"],
                        timeout: .seconds(20),
                        maximumOutputBytes: 1024
                    )
                    #expect(after.output.lines.map(\.text) == ["kept", "kept", "kept", "kept", "kept"])
                    // A twin's twin needs nothing changed any more.
                    let blueprint = try await engine.client.containerBlueprint(new)
                    #expect(blueprint.attachments.map(\.network) == bench.networks)
                    _ = try await bench.recreate(new)
                }
            }
        }

        @Test("whatever options a container was made with, its twin has them", .timeLimit(.minutes(5)))
        func random() async throws {
            var random = SplitMix(state: 20_261_122)
            try await RealEngine.use { engine in
                try await TwinBench.use(engine) { bench in
                    for _ in 0..<8 {
                        let options = TwinOptions.all(bench).filter { _ in Bool.random(using: &random) }
                        let old = try await bench.make(TwinOptions.document(options))
                        if Bool.random(using: &random), options.contains(where: { $0.name == "network" }) {
                            try await engine.connect(old, to: bench.networks[1], "{}")
                        }
                        if Bool.random(using: &random) {
                            _ = try await engine.client.startContainer(old, timeout: .seconds(30))
                        }
                        try await bench.discard(try await bench.recreate(old, "\(options.map(\.name))"))
                    }
                }
            }
        }

        @Test("other kinds of network: host, none, another container's, the bridge with links, and one disconnected")
        func networkModes() async throws {
            try await RealEngine.use { engine in
                try await TwinBench.use(engine) { bench in
                    for host in [
                        #""NetworkMode":"host""#, #""NetworkMode":"none""#, #""UTSMode":"host""#,
                        #""PublishAllPorts":true"#,
                        #""Links":["\#(bench.neighbour):friend"]"#,
                        #""PidMode":"container:\#(bench.neighbour)","NetworkMode":"container:\#(bench.neighbour)""#,
                    ] {
                        let old = try await bench.make(#""Cmd":["sleep","300"],"HostConfig":{\#(host)}"#)
                        _ = try await engine.client.startContainer(old, timeout: .seconds(30))
                        _ = try await bench.recreate(old, host)
                    }
                    // Not started: not every machine the tests run on may do what it asks for.
                    let mighty = try await bench.make(#""Cmd":["sleep","300"],"HostConfig":{"Privileged":true}"#)
                    _ = try await bench.recreate(mighty, "privileged")
                    let moved = try await bench.make(#""Cmd":["sleep","300"]"#)
                    let end = #"{"Container":"\#(moved)"}"#
                    try await engine.post("/networks/bridge/disconnect", end)
                    let error = await failure { () async throws(DockerError) in
                        try await engine.client.containerBlueprint(moved)
                    }
                    #expect(error?.code == .conflict)
                    try await engine.connect(moved, to: bench.networks[1], #"{"Aliases":["elsewhere"]}"#)
                    let new = try await bench.recreate(moved, "disconnected", except: ["NetworkMode"])
                    #expect(try await engine.client.inspectContainer(new).networks.map(\.name) == [bench.networks[1]])
                }
            }
        }

        @Test("a child moves to its parent's successor, and is reached under its address")
        func networkParent() async throws {
            try await RealEngine.use { engine in
                try await TwinBench.use(engine) { bench in
                    let client = engine.client
                    let parent = try await bench.make(#""Cmd":["sleep","300"],"ExposedPorts":{"80/tcp":{}}"#)
                    _ = try await client.startContainer(parent, timeout: .seconds(30))
                    let serve = #"["sh","-c","echo hello > /tmp/index.html; exec httpd -f -p 8080 -h /tmp"]"#
                    let child = try await bench.make(
                        #""Cmd":\#(serve),"HostConfig":{"NetworkMode":"container:\#(parent)"}"#
                    )
                    _ = try await client.startContainer(child, timeout: .seconds(30))
                    let blueprint = try await client.containerBlueprint(child)
                    #expect(blueprint.networkParent == parent)
                    let newParent = try await bench.recreate(parent)
                    let moved = blueprint.replacingNetworkParent(with: newParent)
                    let newChild = try await bench.replace(child, with: moved)
                    #expect(
                        try await client.inspectContainer(newChild).hostConfig.networkMode == "container:\(newParent)"
                    )
                    try await eventually("the parent's address to answer with the child's page") {
                        try await client.exec(
                            newParent,
                            command: ["wget", "-q", "-O", "-", "http://127.0.0.1:8080/"],
                            timeout: .seconds(10),
                            maximumOutputBytes: 100
                        ).output.text == "hello"
                    }
                }
            }
        }

        @Test("what the image says is not taken where the container had it otherwise, nor twice where it had it")
        func imageDefaults() async throws {
            let changes = [
                #"ENTRYPOINT ["sh","-c"]"#, #"CMD ["exec sleep 300"]"#, "ENV FROM=image", "EXPOSE 8080",
                "VOLUME /image",
                "USER root", "WORKDIR /tmp", "LABEL made=image", "HEALTHCHECK CMD true",
            ]
            try await RealEngine.use { engine in
                try await TwinBench.use(engine) { bench in
                    let image = try await engine.commit(bench.neighbour, changes.joined(separator: "\n"))
                    bench.addImage(image)
                    for settings in [
                        "", #""Entrypoint":[""],"Cmd":["sleep","300"]"#, #""Entrypoint":["sleep"],"Cmd":["300"]"#,
                        #""Entrypoint":["sh"]"#, #""Cmd":["exec sleep 200"],"Healthcheck":{"Test":["NONE"]}"#,
                        #""Env":["FROM=me"],"Labels":{"made":"me"},"Volumes":{"/more":{}},"User":"0:0""#,
                        #""HostConfig":{"NetworkMode":"container:\#(bench.neighbour)"}"#,
                    ] {
                        let old = try await bench.make(settings, image: image)
                        _ = try await bench.recreate(old, settings)
                    }
                }
            }
        }

        @Test("a name that was given to another image is noticed before anything is touched")
        func movedTag() async throws {
            try await RealEngine.use { engine in
                try await TwinBench.use(engine) { bench in
                    let client = engine.client
                    let name = RealEngine.uniqueName()
                    let first = try await engine.commit(bench.neighbour, "LABEL v=1")
                    let second = try await engine.commit(bench.neighbour, "LABEL v=2")
                    bench.addImage(first)
                    bench.addImage(second)
                    try await engine.post("/images/\(first)/tag?repo=\(name)&tag=1")
                    let old = try await bench.make(#""Cmd":["sleep","300"]"#, image: "\(name):1")
                    let before = try await client.containerBlueprint(old)
                    #expect(before.imageName == "\(name):1")
                    #expect(try await client.imageID(named: before.imageName) == before.imageID)
                    try await engine.post("/images/\(second)/tag?repo=\(name)&tag=1")
                    let after = try await client.containerBlueprint(old)
                    #expect(after.imageName == "\(name):1" && after.imageID == first)
                    #expect(try await client.imageID(named: after.imageName) == second)
                    try await engine.send(.delete, "/images/\(name):1")
                    let error = await failure { () async throws(DockerError) in
                        try await client.imageID(named: after.imageName)
                    }
                    #expect(error?.code == .notFound)
                }
            }
        }

        @Test("refusals: a name that is taken, an image, a network or a source of volumes that is gone")
        func refusals() async throws {
            try await RealEngine.use { engine in
                try await TwinBench.use(engine) { bench in
                    let client = engine.client
                    let source = try await bench.make(#""Cmd":["true"],"Volumes":{"/v":{}}"#)
                    let old = try await bench.make(
                        #""Cmd":["true"],"Env":["KEY=secret-value"],"HostConfig":{"VolumesFrom":["\#(source)"]}"#
                    )
                    let blueprint = try await client.containerBlueprint(old)
                    func creation(_ name: String) async -> DockerError? {
                        await failure { () async throws(DockerError) in
                            try await client.createContainer(blueprint, name: name, timeout: .seconds(20))
                        }
                    }
                    #expect(await creation(blueprint.name)?.code == .conflict)
                    #expect(await creation("x")?.code == .invalidRequest)
                    try await client.removeContainer(source, removeAnonymousVolumes: false, timeout: .seconds(20))
                    let orphan = await creation(RealEngine.uniqueName())
                    #expect(orphan?.code == .badRequest)
                    #expect(orphan?.mayHaveHappened == false)
                    let nowhere = ContainerBlueprint.Attachment(
                        network: "hs-de-gone",
                        endpoint: .null,
                        containerID: old
                    )
                    let gone = await failure { () async throws(DockerError) in
                        try await client.connect(bench.neighbour, to: nowhere, timeout: .seconds(20))
                    }
                    #expect(gone?.code == .notFound)
                    let removed = try await bench.make(#""Cmd":["true"],"HostConfig":{"AutoRemove":true}"#)
                    #expect(try await client.containerBlueprint(removed).isAutoRemoved)
                }
            }
        }
    }
}
