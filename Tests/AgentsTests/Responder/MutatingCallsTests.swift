import TestSupport
import Testing

@testable import Agents

@Suite struct MutatingCallsTests {
    @Test("a call goes on, uncancelled, when who asked for it is cancelled, and its answer arrives")
    func callerCancelled() async throws {
        let calls = MutatingCalls()
        let started = Box(false)
        let mayEnd = Box(false)
        let answer = Box<Bool?>(nil)
        try await running(await calls.run()) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    answer.value = await calls.perform {
                        started.value = true
                        try? await eventually("the end") { mayEnd.value }
                        return Task.isCancelled
                    }
                }
                try await eventually("the call to begin") { started.value }
                group.cancelAll()
                #expect(answer.value == nil)
                mayEnd.value = true
                try await group.waitForAll()
            }
        }
        #expect(answer.value == false)
    }

    @Test("calls run beside each other")
    func concurrent() async throws {
        let calls = MutatingCalls()
        let atWork = Box(0)
        try await running(await calls.run()) {
            try await withThrowingTaskGroup(of: Bool?.self) { group in
                for _ in 1...4 {
                    group.addTask {
                        await calls.perform {
                            atWork.change { $0 += 1 }
                            return (try? await eventually("the others") { atWork.value == 4 }) != nil
                        }
                    }
                }
                for try await met in group { #expect(met == true) }
            }
        }
    }

    @Test("asked after its end it says so, and nothing is called")
    func ended() async throws {
        let calls = MutatingCalls()
        try await running(await calls.run()) { _ = await calls.perform {} }
        let called = Box(false)
        let answer: Void? = await calls.perform { called.value = true }
        #expect(answer == nil)
        #expect(!called.value)
    }
}
