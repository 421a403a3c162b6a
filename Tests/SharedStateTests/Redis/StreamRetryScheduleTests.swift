import Testing

@testable import SharedState

@Suite struct StreamRetryScheduleTests {
    private func id(_ number: UInt64) -> StreamEntryID { StreamEntryID(milliseconds: number, sequence: 0) }

    @Test("an entry that is not acknowledged comes again after doubling pauses")
    func doubling() {
        var schedule = StreamRetrySchedule(initial: .seconds(1), maximum: .seconds(60))
        var now = Duration.zero
        var pauses: [Int] = []
        for _ in 0..<8 {
            schedule.handOut(id(1))
            #expect(schedule.nextDue == nil)
            schedule.returned(id(1), at: now)
            let due = schedule.nextDue ?? .zero
            pauses.append(Int((due - now) / .seconds(1)))
            #expect(schedule.isWaiting(id(1), at: now))
            now = due
            #expect(!schedule.isWaiting(id(1), at: now))
        }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60])
    }

    @Test("settled entries are forgotten, also while their handler runs")
    func settled() {
        var schedule = StreamRetrySchedule(initial: .seconds(1), maximum: .seconds(60))
        schedule.handOut(id(1))
        schedule.settle(id(1))
        schedule.returned(id(1), at: .zero)
        #expect(schedule.count == 0)
        #expect(schedule.nextDue == nil)
    }

    @Test("due entries come in the stream's order")
    func order() {
        var schedule = StreamRetrySchedule(initial: .seconds(1), maximum: .seconds(60))
        for number in [5, 3, 9, 1] as [UInt64] {
            schedule.handOut(id(number))
            schedule.returned(id(number), at: number == 9 ? .seconds(5) : .zero)
        }
        #expect(schedule.due(at: .seconds(1)) == [id(1), id(3), id(5)])
    }

    @Test(
        "ids order and step back",
        arguments: [("5-3", "5-2"), ("5-0", "4-18446744073709551615"), ("0-0", "0-0")]
    )
    func predecessors(text: String, before: String) {
        #expect(StreamEntryID(text)?.predecessor.description == before)
    }

    @Test("what is no id is refused", arguments: ["", "5", "5-", "-1", "a-b", "1-2-3", "1--2"])
    func badIDs(text: String) {
        #expect(StreamEntryID(text) == nil)
    }
}
