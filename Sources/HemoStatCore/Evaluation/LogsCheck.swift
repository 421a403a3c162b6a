/// `logs: {absent: […], within: 5m}`: lines of the current run, while its output is followed.
enum LogsCheck {
    static func evaluate(_ spec: Check.LogsSpec, _ input: CheckInput) -> CheckResult {
        let container = input.container
        guard container.status == .running else { return .unknown(.notRunning) }
        guard let logs = container.logs else { return .unknown(.noData) }
        let window = input.now - spec.within
        let start = container.startedAt.map { max($0, window) } ?? window
        let found = spec.absent.filter { pattern in logs.matches[pattern].map { $0 >= start } ?? false }
        if let pattern = found.first, let latest = found.compactMap({ logs.matches[$0] }).max() {
            let over = latest + spec.within + .milliseconds(1)
            return .diverged(.word("matched \(pattern)"), .word("absent"), wakeAt: over)
        }
        let limits = spec.absent.compactMap { logs.limits[$0] }.filter { $0 >= start }
        if let latest = limits.max() {
            return .unknown(.patternLimit, wakeAt: latest + spec.within + .milliseconds(1))
        }
        guard logs.isFollowed else { return .unknown(.noData) }
        // What was written before nobody has read.
        guard logs.since <= start else { return .unknown(.noData, wakeAt: logs.since + spec.within) }
        return CheckResult(.met)
    }
}
