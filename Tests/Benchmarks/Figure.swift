/// One measured figure: its name, its samples, and what it is compared with.
struct Figure: Sendable {
    var name: String
    /// Milliseconds.
    var samples: [Double]
    /// What others, or the past, need; for people.
    var reference: String
    var goal: String

    var median: Double { percentile(50) }

    /// The nearest-rank percentile; of 100 samples p99 is the second largest.
    func percentile(_ percent: Double) -> Double {
        let sorted = samples.sorted()
        guard !sorted.isEmpty else { return .nan }
        let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }
}
