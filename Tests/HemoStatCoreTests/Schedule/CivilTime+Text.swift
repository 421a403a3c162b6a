@testable import HemoStatCore

extension CivilTime {
    /// `2026-03-29 02:30`, and seconds if they matter; any year from 1 on.
    init?(_ text: String) {
        let fields = text.split { "- :".contains($0) }.compactMap { Int($0) }
        guard fields.count >= 5 else { return nil }
        let date = CivilDate(year: fields[0], month: fields[1], day: fields[2])
        self.init(date, hour: fields[3], minute: fields[4], second: fields.count > 5 ? fields[5] : 0)
    }
}

extension Timestamp {
    /// What a clock in UTC shows.
    init?(utc text: String) {
        guard let time = CivilTime(text) else { return nil }
        self.init(unixSeconds: time.secondsSinceEpoch)
    }

    /// `2026-03-29 01:00:00`.
    var utc: String { CivilTime(secondsSinceEpoch: unixSeconds).description }
}
