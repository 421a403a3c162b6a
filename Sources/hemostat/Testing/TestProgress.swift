import Glibc

/// A line on a terminal that counts along while many tests run; silent where nobody looks, and for the first second.
final class TestProgress {
    private static let patience = Duration.seconds(1)

    private let total: Int
    private let elapsed: () -> Duration
    private let isTerminal: Bool
    private var isShown = false

    init(
        total: Int,
        isTerminal: Bool = isatty(STDERR_FILENO) == 1,
        elapsed: @escaping () -> Duration = TestProgress.stopwatch()
    ) {
        self.total = total
        self.isTerminal = isTerminal
        self.elapsed = elapsed
    }

    static func stopwatch() -> () -> Duration {
        let clock = ContinuousClock()
        let start = clock.now
        return { start.duration(to: clock.now) }
    }

    func show(_ done: Int) {
        guard isTerminal, elapsed() >= Self.patience else { return }
        isShown = true
        write("\r\(done)/\(total) tests")
    }

    /// Leaves no trace.
    func end() {
        if isShown { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
