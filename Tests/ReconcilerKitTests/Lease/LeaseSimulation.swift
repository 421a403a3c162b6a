@testable import ReconcilerKit

/// Several keepers' rules against one store's rules, in simulated time: every clock has its own rate and origin,
/// messages are late or lost, answers come after their deadline, keepers freeze, restart and shut down.
///
/// After every event the one property is checked: a keeper that believes it holds the lease is the store's holder, by
/// the store's own clock. The store's epoch may be larger than the keeper's, when a question of its own that was
/// thought lost arrived after all; the store then refuses the older epoch, which is safe.
struct LeaseSimulation {
    struct Violation: Error {
        let time: Duration
        let holder: String
    }

    private struct Ticker {
        let rate: Double
        let origin: Duration

        func read(_ time: Duration) -> Duration { origin + time * rate }

        /// The true time at which this clock shows `reading`, or a moment later.
        func time(of reading: Duration) -> Duration { (reading - origin) / rate + .microseconds(1) }
    }

    private struct Node {
        var holder: String
        var state: LeaseState
        var ticker: Ticker
        var frozenUntil = Duration.zero
        /// Grows with every step, so that events meant for an earlier one are recognised.
        var turn = 0
        var request: LeaseRequest?
    }

    private enum Event {
        case wake(turn: Int)
        case arrive(LeaseRequest, holder: String, turn: Int)
        case answer(LeaseRequest, LeaseAnswer, turn: Int)
        case deadline(LeaseRequest, turn: Int)
        case release(epoch: Int64, holder: String)
        case trouble

        /// Whether it happens at the store, whatever became of its sender.
        var isOnTheWire: Bool {
            switch self {
            case .arrive, .release: true
            case .wake, .answer, .deadline, .trouble: false
            }
        }
    }

    private var generator: SeededGenerator
    private let timing: LeaseTiming
    private let storeTicker: Ticker
    private var store = LeaseTable()
    private var nodes: [Node] = []
    private var events: [(time: Duration, node: Int, event: Event)] = []
    private var now = Duration.zero
    private var lives = 0
    private(set) var acquisitions: [Int64] = []

    /// The same seed is the same history; `skew` says how far each clock's rate may be off, as a share.
    init(seed: Int, nodes count: Int, timing: LeaseTiming, skew: Double) {
        generator = SeededGenerator(seed: seed)
        self.timing = timing
        storeTicker = Ticker(rate: 1 + Double.random(in: -skew...skew, using: &generator), origin: .seconds(1_000_000))
        for index in 0..<count {
            nodes.append(newborn(skew: skew))
            schedule(index, .wake(turn: 0), after: random(.seconds(1)))
            schedule(index, .trouble, after: random(.seconds(10)))
        }
    }

    /// Runs until `end` or until the property is violated.
    mutating func run(until end: Duration) throws(Violation) {
        while let index = events.indices.min(by: { events[$0].time < events[$1].time }), events[index].time < end {
            let (time, node, event) = events.remove(at: index)
            now = max(now, time)
            if now < nodes[node].frozenUntil, !event.isOnTheWire {
                events.append((nodes[node].frozenUntil, node, event))
                continue
            }
            handle(event, node)
            try check()
        }
    }

    private func check() throws(Violation) {
        for node in nodes {
            guard case .held(let epoch, _) = node.state.status(now: node.ticker.read(now)) else { continue }
            guard let entry = store.entry, entry.holder == node.holder, entry.epoch >= epoch,
                storeTicker.read(now) < entry.expiresAt
            else { throw Violation(time: now, holder: node.holder) }
        }
    }

    // MARK: Events

    private mutating func handle(_ event: Event, _ index: Int) {
        switch event {
        case .wake(let turn):
            guard turn == nodes[index].turn, nodes[index].request == nil else { return }
            step(index)
        case .arrive(let request, let holder, let turn):
            carryOut(request, holder: holder, turn: turn, index)
        case .answer(let request, let answer, let turn):
            guard turn == nodes[index].turn, nodes[index].request == request else { return }
            conclude(request, answer, index)
        case .deadline(let request, let turn):
            guard turn == nodes[index].turn, nodes[index].request == request else { return }
            _ = nodes[index].state.expire(now: nodes[index].ticker.read(now))
            // Half of the calls heed cancellation; the others end when their answer comes or is given up.
            if Bool.random(using: &generator) {
                conclude(request, .unknown, index)
            } else {
                schedule(index, .answer(request, .unknown, turn: turn), after: random(.seconds(4)))
            }
        case .release(let epoch, let holder):
            store.release(holder: holder, epoch: epoch)
        case .trouble:
            trouble(index)
            schedule(index, .trouble, after: random(.seconds(20)))
        }
    }

    private mutating func step(_ index: Int) {
        let local = nodes[index].ticker.read(now)
        nodes[index].turn += 1
        let turn = nodes[index].turn
        _ = nodes[index].state.expire(now: local)
        switch nodes[index].state.step(now: local, mayContend: !chance(0.1)) {
        case .wait(let deadline?):
            events.append((nodes[index].ticker.time(of: deadline), index, .wake(turn: turn)))
        case .ask(let request):
            nodes[index].request = request
            events.append((nodes[index].ticker.time(of: request.deadline), index, .deadline(request, turn: turn)))
            guard !chance(0.1) else { return }
            schedule(index, .arrive(request, holder: nodes[index].holder, turn: turn), after: latency())
        case .wait(nil), .stop:
            break
        }
    }

    private mutating func carryOut(_ request: LeaseRequest, holder: String, turn: Int, _ index: Int) {
        let clock = storeTicker.read(now)
        let epoch =
            switch request.kind {
            case .acquire:
                store.acquire(holder: holder, duration: timing.duration, now: clock)
            case .renew(let epoch):
                store.renew(holder: holder, epoch: epoch, duration: timing.duration, now: clock)
            }
        guard !chance(0.1) else { return }
        let answer = epoch.map { LeaseAnswer.granted(LeaseGrant(epoch: $0, sharedTime: 0)) } ?? .refused
        schedule(index, .answer(request, answer, turn: turn), after: latency())
    }

    private mutating func conclude(_ request: LeaseRequest, _ answer: LeaseAnswer, _ index: Int) {
        nodes[index].request = nil
        let local = nodes[index].ticker.read(now)
        let chance = Double.random(in: 0...1, using: &generator)
        switch nodes[index].state.conclude(request, with: answer, now: local, chance: chance) {
        case .announce(.acquired(let epoch)): acquisitions.append(epoch)
        case .giveBack(let epoch): sendRelease(epoch, index)
        case .announce(.lost), .nothing: break
        }
        step(index)
    }

    private mutating func trouble(_ index: Int) {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0:
            nodes[index].frozenUntil = now + random(.seconds(12))
        case 1:
            let change = nodes[index].state.resign(.released, now: nodes[index].ticker.read(now))
            if case .lost(let epoch, _) = change { sendRelease(epoch, index) }
            restart(index)
        case 2:
            restart(index)
        case 3:
            let change = nodes[index].state.handOver(now: nodes[index].ticker.read(now))
            if case .lost(let epoch, _) = change { sendRelease(epoch, index) }
            schedule(index, .wake(turn: nodes[index].turn), after: .zero)
        case 4:
            _ = nodes[index].state.storeChanged(now: nodes[index].ticker.read(now))
            schedule(index, .wake(turn: nodes[index].turn), after: .zero)
        default:
            nodes[index].state.wantAttempt()
            schedule(index, .wake(turn: nodes[index].turn), after: .zero)
        }
    }

    /// A new process with a new name on the same machine; questions of the old one may still arrive.
    private mutating func restart(_ index: Int) {
        let ticker = nodes[index].ticker
        let turn = nodes[index].turn + 1
        nodes[index] = newborn(skew: 0)
        nodes[index].ticker = ticker
        nodes[index].turn = turn
        schedule(index, .wake(turn: turn), after: random(.seconds(3)))
    }

    private mutating func newborn(skew: Double) -> Node {
        lives += 1
        let rate = 1 + Double.random(in: -skew...skew, using: &generator)
        return Node(
            holder: "life-\(lives)",
            state: LeaseState(timing: timing),
            ticker: Ticker(rate: rate, origin: random(.seconds(5000)))
        )
    }

    // MARK: Chance

    private mutating func sendRelease(_ epoch: Int64, _ index: Int) {
        guard !chance(0.2) else { return }
        schedule(index, .release(epoch: epoch, holder: nodes[index].holder), after: latency())
    }

    private mutating func schedule(_ node: Int, _ event: Event, after delay: Duration) {
        events.append((now + delay, node, event))
    }

    private mutating func random(_ most: Duration) -> Duration {
        most * Double.random(in: 0...1, using: &generator)
    }

    private mutating func chance(_ share: Double) -> Bool {
        Double.random(in: 0...1, using: &generator) < share
    }

    /// Mostly milliseconds, sometimes longer than a lease.
    private mutating func latency() -> Duration {
        chance(0.8) ? random(.milliseconds(20)) : random(.seconds(9))
    }
}
