import HemoStatCore
import TestSupport
import Testing

/// One moment in the pipeline at which the operator is killed, and what its successor makes of it.
struct KilledStage: Sendable {
    /// The moments, in the order of the pipeline.
    enum Moment: String, CaseIterable, Sendable {
        /// The health_alert is written, the diagnosis is not.
        case firing
        /// The diagnosis is written, the intent is not.
        case diagnosed
        /// The intent is written; the restart never reaches Docker.
        case intentWritten
        /// Docker is at the restart.
        case onTheWire
        /// Docker has answered, the outcome is not written.
        case outcomeUnwritten
        case verifying
        /// Slack has got the message and has not answered.
        case alertOnTheWire
        /// Slack has refused, the next attempt is to come.
        case alertRefused

        /// The phase whose first write is held until the operator is dead.
        var heldPhase: String? {
            switch self {
            case .firing: "Diagnosed"
            case .diagnosed: "Remediating"
            case .outcomeUnwritten: "Verifying"
            case .intentWritten, .onTheWire, .verifying, .alertOnTheWire, .alertRefused: nil
            }
        }

        /// The phase Redis must show when the operator dies; nil when it does not matter.
        var phase: Phase? {
            switch self {
            case .firing: .firing
            case .diagnosed: .diagnosed
            case .intentWritten, .onTheWire, .outcomeUnwritten: .remediating
            case .verifying: .verifying
            case .alertOnTheWire, .alertRefused: nil
            }
        }

        fileprivate var setting: Scene.Setting {
            var setting = Scene.Setting()
            switch self {
            // A held write holds up the record of alerts told as well: they wait for the successor.
            case .firing, .diagnosed, .outcomeUnwritten, .alertRefused: setting.slack = .answers(500)
            case .alertOnTheWire: setting.slack = .silent
            case .intentWritten: setting.verifySeconds = 3
            case .onTheWire:
                setting.endsOnTermination = false
                setting.restartSeconds = 4
            case .verifying: setting.stableSeconds = 3
            }
            return setting
        }
    }

    let moment: Moment
    let scene: Scene
    private let hold: WriteHold
    private let wire = Gate()

    static func set(_ moment: Moment, on docker: Docker) async throws -> KilledStage {
        KilledStage(
            moment: moment,
            scene: try await Scene.set(moment.setting, on: docker),
            hold: WriteHold(moment.heldPhase.map { [$0: .hold] } ?? [:])
        )
    }

    /// Runs it all.
    func run() async throws {
        defer {
            hold.finish()
            wire.open()
        }
        try await scene.startOperator()
        let redis = try await scene.redis.process
        scene.killOperator()
        try await withHeldWrites {
            try await withHeldCalls { docker in
                // It adopts the Redis its predecessor left.
                try await scene.startOperator(docker: docker?.dockerHost)
                try await scene.breakContainer()
                try await reach(docker)
                scene.killOperator()
            }
        }
        #expect(try await scene.redis.process == redis)
        if let phase = moment.phase {
            #expect(try await scene.redis.episode(of: scene.container.id)?.phase == phase)
        }
        scene.slack.become(.takes)
        try await scene.startOperator()
        try await expectEnd()
        #expect(try await scene.redis.process == redis)
        await scene.expectGracefulStop(leaving: redis)
        await scene.clear()
    }

    private func expectEnd() async throws {
        switch moment {
        case .intentWritten:
            // Nobody saw an answer: it counts as done, its proof fails, and the second attempt heals.
            let alerts = ["Firing", "Verifying", "Verifying", "Resolved"]
            try await scene.expectHealed(actions: 2, restarts: 1, alerts: alerts, within: .seconds(150))
        default:
            try await scene.expectHealed()
        }
    }

    /// Returns when the pipeline is where it is to be killed.
    private func reach(_ docker: SocketProxy?) async throws {
        let restart = { (request: ProxiedRequest) in request.path.hasSuffix("/\(scene.container.id)/restart") }
        switch moment {
        case .firing, .diagnosed, .outcomeUnwritten:
            try await eventually(within: .seconds(40), "\(moment) to be reached") {
                hold.caught == [moment.heldPhase]
            }
        case .intentWritten:
            _ = try await docker?.waitForRequest(within: .seconds(40), "the restart", where: restart)
        case .onTheWire:
            _ = try await docker?.waitForRequest(within: .seconds(40), "the restart", where: restart)
            try await eventually(within: .seconds(10), "Docker to be at it") { !scene.seen("kill").isEmpty }
        case .verifying:
            try await eventually(within: .seconds(40), "\(moment) to be reached") {
                let isThere = try await scene.redis.episode(of: scene.container.id)?.phase == .verifying
                guard isThere, scene.slack.taken.count == 2 else { return false }
                return try await scene.redis.pendingAlerts == 0
            }
        case .alertOnTheWire, .alertRefused:
            try await eventually(within: .seconds(40), "\(moment) to be reached") {
                // Not in the middle of another stage.
                let phase = try await scene.redis.episode(of: scene.container.id)?.phase
                return scene.slack.arrivals > 0 && (phase == .verifying || phase == .resolved)
            }
        }
    }

    /// Puts a proxy in the place of the private Redis' socket for the time of the body.
    private func withHeldWrites(_ body: () async throws -> Void) async throws {
        guard moment.heldPhase != nil else { return try await body() }
        let socket = scene.stateDirectory.file("redis.sock")
        try Files.move(socket, to: socket + ".real")
        let proxy = try SocketProxy(to: socket + ".real", at: socket, tap: { hold.judge($0) })
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        hold.finish()
        proxy.close()
        try Files.move(socket + ".real", to: socket)
        try result.get()
    }

    /// Puts a proxy before Docker for the time of the body.
    private func withHeldCalls(_ body: (SocketProxy?) async throws -> Void) async throws {
        guard moment == .intentWritten || moment == .onTheWire else { return try await body(nil) }
        let proxy = try SocketProxy(to: scene.docker.host) { request in
            guard moment == .intentWritten, request.path.hasSuffix("/restart") else { return .forward }
            wire.waitUntilOpen()
            return .drop
        }
        let result: Result<Void, any Error>
        do { result = .success(try await body(proxy)) } catch { result = .failure(error) }
        wire.open()
        proxy.close()
        try result.get()
    }
}
