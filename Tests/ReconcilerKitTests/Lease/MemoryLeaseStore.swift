@testable import ReconcilerKit

/// A lease store in memory with a clock of its own and the faults a real one has.
final class MemoryLeaseStore: LeaseStore {
    enum Mode: Sendable {
        case up
        /// Every call throws.
        case down
        /// Calls are carried out, but the answer comes only when the mode changes; cancellation is heeded.
        case slow
        /// The same, and cancellation is not heeded.
        case stubborn

        var isUp: Bool { self == .up }
    }

    enum Call: Sendable, Equatable {
        case acquire(String)
        case renew(String, epoch: Int64)
        case release(String, epoch: Int64)
    }

    struct Down: Error {}

    let table = Observed(LeaseTable())
    let calls = Observed<[Call]>([])
    private let mode = Observed(Mode.up)
    private let clock: ManualClock

    init(clock: ManualClock) {
        self.clock = clock
    }

    func set(_ mode: Mode) {
        self.mode.update { $0 = mode }
    }

    /// Microseconds since 1970 at the clock's start.
    static let start: Int64 = 1_700_000_000_000_000

    func acquire(name: String, holder: String, duration: Duration) async throws -> LeaseGrant? {
        try await answer(to: .acquire(holder)) { $0.acquire(holder: holder, duration: duration, now: $1) }
    }

    func renew(name: String, holder: String, epoch: Int64, duration: Duration) async throws -> LeaseGrant? {
        try await answer(to: .renew(holder, epoch: epoch)) {
            $0.renew(holder: holder, epoch: epoch, duration: duration, now: $1)
        }
    }

    func release(name: String, holder: String, epoch: Int64) async throws {
        _ = try await answer(to: .release(holder, epoch: epoch)) { table, _ in
            table.release(holder: holder, epoch: epoch)
            return nil
        }
    }

    /// Another holder takes the lease by force.
    func steal() {
        table.update { table in
            if let entry = table.entry { table.release(holder: entry.holder, epoch: entry.epoch) }
            _ = table.acquire(holder: "thief", duration: .seconds(6), now: clock.now.offset)
        }
    }

    private func answer(
        to call: Call,
        _ work: (inout LeaseTable, Duration) -> Int64?
    ) async throws -> LeaseGrant? {
        let now = clock.now.offset
        let mode = mode.value
        if mode == .down {
            calls.update { $0.append(call) }
            throw Down()
        }
        var epoch: Int64?
        table.update { epoch = work(&$0, now) }
        calls.update { $0.append(call) }
        switch mode {
        case .up, .down: break
        case .slow: try await self.mode.wait(until: \.isUp)
        case .stubborn: await self.mode.waitUncancellably(until: \.isUp)
        }
        return epoch.map { LeaseGrant(epoch: $0, sharedTime: Self.start + Int64(now / .microseconds(1))) }
    }
}
