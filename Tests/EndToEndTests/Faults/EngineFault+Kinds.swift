import HemoStatCore
import TestSupport
import Testing

extension EngineFault {
    /// What happens to the engine.
    enum Kind: CaseIterable {
        case frozenThenRestarted
        case killed
        case cutOff
    }

    static func run(_ kind: Kind, sharing docker: Docker) async throws {
        switch kind {
        case .frozenThenRestarted: try await frozenThenRestarted()
        case .killed: try await killed()
        case .cutOff: try await cutOff(docker)
        }
    }

    static func frozenThenRestarted() async throws {
        let fault = try await EngineFault.set(freezes: true)
        let watched = try await fault.heldEpisode()
        // It stands still from before it reads the restart until nobody waits for the answer any more.
        try await fault.breakContainer()
        try await eventually(within: .seconds(30), "the operator to give the answer up") {
            fault.scene.hemostat?.log.contains("docker did not answer") == true
        }
        fault.thaw()
        let first = try await fault.expectHealed(actions: 1)
        #expect(try await fault.scene.events("restart").count == 1)

        // It takes its containers down and brings them back.
        await fault.engine.stop()
        try await fault.expectUnreachable()
        try await fault.engine.start()
        try await fault.expectReachable()
        try await fault.scene.container.waitForHealth("healthy")
        try await fault.breakContainer()
        _ = try await fault.expectHealed(actions: 1, after: first.id)
        try await fault.expectNothingGone()
        #expect(try await fault.heldEpisode().id == watched.id)
        #expect(fault.restarts == 2)
        await fault.end()
    }

    /// `dockerd` dies between the container's end and its start: it stays down, and only a second attempt can help.
    static func killed() async throws {
        var setting = Scene.Setting()
        (setting.endsOnTermination, setting.restartSeconds, setting.verifySeconds) = (false, 3, 3)
        let fault = try await EngineFault.set(setting)
        let watched = try await fault.heldEpisode()
        try await fault.breakContainer()
        try await eventually(within: .seconds(10), "Docker to be at it") {
            !fault.scene.seen("kill").isEmpty
        }
        fault.engine.kill()
        try await fault.expectUnreachable()
        try await fault.engine.start()
        try await fault.expectReachable()
        _ = try await fault.expectHealed(actions: 2)
        try await fault.expectNothingGone()
        #expect(try await fault.heldEpisode().id == watched.id)
        #expect(fault.restarts == 2)
        await fault.end()
    }

    static func cutOff(_ docker: Docker) async throws {
        let scene = try await Scene.set(on: docker)
        let proxy = try SocketProxy(to: docker.host)
        try await scene.startOperator(docker: proxy.dockerHost)
        try await eventually(within: .seconds(20), "the host to be reachable") {
            try await scene.status().hosts.first?.isReachable == true
        }
        proxy.refuse(true)
        proxy.cut()
        try await eventually(within: .seconds(20), "the host to be unreachable") {
            try await scene.status().hosts.first?.isReachable == false
        }
        // All of this happens unseen.
        try await scene.breakContainer()
        try await scene.container.waitForHealth("unhealthy")
        proxy.refuse(false)
        try await scene.expectHealed()
        await scene.expectGracefulStop()
        await scene.clear()
        proxy.close()
    }
}
