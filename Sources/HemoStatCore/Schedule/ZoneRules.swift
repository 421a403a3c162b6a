/// How far the clocks of one time zone are from UTC, at every instant.
///
/// HemoStat brings its own: `TimeZone(identifier:)` is nil with FoundationEssentials and in statically linked binaries.
/// Made from TZif bytes that the edge reads; before the first change the zone's first type applies (RFC 9636, section
/// 3.2), after the last one the footer, or what the last change set when there is no footer.
package struct ZoneRules: Sendable, Equatable {
    /// Coordinated Universal Time, known without any file.
    package static let utc = ZoneRules(name: "UTC", offset: 0)

    /// What every offset stays below, in seconds either way (RFC 9636 wants -25 h to 26 h).
    static let largestOffset = 26 * 3600

    package let name: String
    /// Unix times of the changes, ascending.
    let transitions: [Int]
    /// Seconds east of UTC, from the transition of the same index on.
    let offsets: [Int]
    /// Seconds east of UTC before the first transition.
    let firstOffset: Int
    let footer: ZoneFooter?

    /// A zone that never changes its clocks.
    package init(name: String, offset: Int) {
        self.init(name: name, transitions: [], offsets: [], firstOffset: offset, footer: nil)
    }

    init(name: String, transitions: [Int], offsets: [Int], firstOffset: Int, footer: ZoneFooter?) {
        self.name = name
        self.transitions = transitions
        self.offsets = offsets
        self.firstOffset = firstOffset
        self.footer = footer
    }

    /// Seconds east of UTC.
    package func offset(at instant: Timestamp) -> Int { offset(atSecond: instant.unixSeconds) }

    /// What the clocks show.
    package func civilTime(at instant: Timestamp) -> CivilTime { civilTime(atSecond: instant.unixSeconds) }

    func offset(atSecond second: Int) -> Int {
        if let last = transitions.last, second < last {
            let index = countOfTransitions(upTo: second)
            return index == 0 ? firstOffset : offsets[index - 1]
        }
        return footer?.offset(at: second) ?? offsets.last ?? firstOffset
    }

    func civilTime(atSecond second: Int) -> CivilTime {
        CivilTime(secondsSinceEpoch: second + offset(atSecond: second))
    }

    /// The Unix time of the first change after another, nil when there is none.
    func nextTransition(afterSecond second: Int) -> Int? {
        let index = countOfTransitions(upTo: second)
        return index < transitions.count ? transitions[index] : footer?.nextTransition(after: second)
    }

    /// By bisection.
    private func countOfTransitions(upTo second: Int) -> Int {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= second { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
