import HemoStatCore
import Testing

@testable import Agents

/// A recreation ends from wherever it was left, in either direction.
@Suite struct RecreationSceneTests {
    private static let plan = ActionPlan.Recreation(name: "web", ran: true, twin: "new", stops: true)

    private static let states: [RecreationScene.Body?] = {
        let flags = [false, true]
        return [nil]
            + flags.flatMap { running in
                flags.map { run in
                    RecreationScene.Body(id: "", isRunning: running, hasRun: run || running)
                }
            }
    }()

    /// Every scene there can be: the old one with its name or without, the new one nowhere, under its own name or under the name.
    private static var scenes: [RecreationScene] {
        var scenes: [RecreationScene] = []
        for old in states {
            for isSetAside in [false, true] {
                for isSameRun in [false, true] {
                    for twin in states {
                        for holder in states where twin == nil || holder == nil {
                            for owner in ["new", "foreign"] {
                                var scene = RecreationScene(old: old, twin: twin, holder: holder)
                                scene.old?.id = "old"
                                scene.old?.isSetAside = isSetAside
                                scene.old?.isSameRun = isSameRun
                                scene.twin?.id = "new"
                                scene.holder?.id = owner
                                if holder != nil, old != nil, !isSetAside { continue }
                                scenes.append(scene)
                            }
                        }
                    }
                }
            }
        }
        return scenes
    }

    /// What docker does to it.
    private static func play(_ step: RecreationScene.Step, _ scene: inout RecreationScene) {
        switch step {
        case .stopOld: scene.old?.isRunning = false
        case .setOldAside: scene.old?.isSetAside = true
        case .nameTwin: (scene.holder, scene.twin) = (scene.twin, nil)
        case .startHolder:
            scene.holder?.isRunning = true
            scene.holder?.hasRun = true
        case .removeOld: scene.old = nil
        case .stopTwin: scene.twin?.isRunning = false
        case .setHolderAside: (scene.twin, scene.holder) = (scene.holder, nil)
        case .nameOld: scene.old?.isSetAside = false
        case .startOld:
            scene.old?.isRunning = true
            scene.old?.isSameRun = false
        case .removeTwin: scene.twin = nil
        }
    }

    @Test(
        "from every scene it comes to rest within ten steps, with one of both, or says that others were at it",
        arguments: [true, false]
    )
    func rest(forward: Bool) {
        var ends: [String: Int] = [:]
        for start in Self.scenes {
            var (scene, isForward) = (start, forward)
            var steps: [RecreationScene.Step] = []
            var end: RecreationScene.Standing?
            while end == nil, steps.count <= 10 {
                let standing = isForward ? scene.forward(Self.plan) : scene.back(Self.plan)
                switch standing {
                case .turn:
                    #expect(isForward, "\(start)")
                    isForward = false
                case .next(let step):
                    // What others own is never touched.
                    if scene.holder?.id == "foreign" {
                        #expect(![.setHolderAside, .startHolder, .removeOld].contains(step), "\(step) of \(scene)")
                    }
                    if step == .removeOld { #expect(scene.holder?.isRunning == true && scene.old?.isRunning == false) }
                    if step == .startOld { #expect(scene.twin?.isRunning != true && scene.holder == nil) }
                    Self.play(step, &scene)
                    steps.append(step)
                default: end = standing
                }
            }
            switch end {
            case .replaced(let successor):
                ends["replaced", default: 0] += 1
                #expect(successor == "new" && scene.old == nil && scene.twin == nil)
            case .restored:
                ends["restored", default: 0] += 1
                #expect(scene.old?.isRunning == true && scene.old?.isSetAside == false)
                #expect(scene.twin == nil && scene.holder == nil)
            case .overtaken:
                ends["overtaken", default: 0] += 1
                #expect(start.holder?.id == "foreign" || start.old == nil, "\(start)")
            default: Issue.record("\(start) never comes to rest: \(steps)")
            }
        }
        #expect(Set(ends.keys) == ["replaced", "restored", "overtaken"])
    }

    @Test("one that was down stays down when it is given back, and one that a person stopped is not started")
    func stopped() {
        var scene = RecreationScene(old: .init(id: "old", hasRun: true))
        #expect(scene.back(.init(name: "web", ran: false, twin: "new")) == .restored)
        #expect(scene.back(.init(name: "web", ran: true)) == .restored)
        #expect(scene.back(Self.plan) == .next(.startOld))
        scene.twin = .init(id: "new")
        #expect(scene.back(.init(name: "web", ran: true)) == .next(.removeTwin))
    }

    @Test("one that others started again keeps its run")
    func startedByOthers() {
        let old = RecreationScene.Body(id: "old", isRunning: true, hasRun: true, isSameRun: false)
        let scene = RecreationScene(old: old, twin: .init(id: "new"))
        #expect(scene.forward(Self.plan) == .turn)
        #expect(scene.back(Self.plan) == .next(.removeTwin))
    }

    @Test(
        "names tell what was set aside",
        arguments: [
            ("web_hemostat_0123456789ab", true), ("web_hemostat_0123456789ab_new", true), ("web", false),
            ("web_hemostat_0123456789a", false), ("web_hemostat_0123456789abc", false),
            ("_hemostat_0123456789ab", false),
            ("web_hemostat_0123456789aG", false), ("web_hemostat_0123456789ab_old", false), ("", false),
        ]
    )
    func names(name: String, isSetAside: Bool) {
        #expect(SetAside.isName(name) == isSetAside)
        #expect(SetAside.isName(SetAside.old("a", id: Given.id)) && SetAside.isName(SetAside.twin("a", id: Given.id)))
    }
}
