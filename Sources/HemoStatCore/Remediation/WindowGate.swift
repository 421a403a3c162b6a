/// Maintenance windows: inside a `Deny`, and outside every `Allow`, nothing is done.
///
/// The windows of all policies that restrain the acting one apply. One that cannot be evaluated denies.
enum WindowGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        var inputs: [String: String] = [:]
        var waits: [GateResult.Denial] = []
        for policy in input.resolved.windowed(for: input.step.policy) {
            let windows = policy.spec.remediation.windows ?? []
            inputs[policy.name] = windows.map(describe).joined(separator: ", ")
            if let denial = judge(windows, of: policy.name, input) { waits.append(denial) }
        }
        guard let first = waits.first else { return .allow(.window, inputs: inputs) }
        // With one that waits for no time the answer never changes by time alone.
        let times = waits.map(\.nextEligible)
        let next = times.contains(nil) ? nil : times.compactMap { $0 }.max()
        return .deny(.window, first.message, nextEligible: next, inputs: inputs)
    }

    private static func judge(
        _ windows: [MaintenanceWindow],
        of policy: String,
        _ input: GateInput
    ) -> GateResult.Denial? {
        var states: [(window: MaintenanceWindow, state: WindowState)] = []
        for window in windows {
            guard let state = state(of: window, input) else {
                let message =
                    "a window of policy \(policy) cannot be evaluated (time zone \(window.timeZone)): nothing is done"
                return denial(message, input.now + .minutes(10))
            }
            states.append((window, state))
        }
        let denying = states.filter { $0.window.kind == .deny && $0.state.isOpen }
        if let first = denying.first {
            let ends = denying.map(\.state.changesAt)
            let end = ends.contains(nil) ? nil : ends.compactMap { $0 }.max()
            return denial("a Deny window of policy \(policy) is open (\(describe(first.window)))", end)
        }
        let allowing = states.filter { $0.window.kind == .allow }
        guard !allowing.isEmpty, !allowing.contains(where: \.state.isOpen) else { return nil }
        let opens = allowing.compactMap(\.state.changesAt).min()
        return denial("no Allow window of policy \(policy) is open", opens)
    }

    private static func state(of window: MaintenanceWindow, _ input: GateInput) -> WindowState? {
        guard let zone = input.zones[window.timeZone], let schedule = try? CronSchedule(window.schedule),
            let windows = try? WindowSchedule(schedule: schedule, duration: window.duration, zone: zone)
        else { return nil }
        return windows.state(at: input.now)
    }

    private static func denial(_ message: String, _ next: Timestamp?) -> GateResult.Denial {
        GateResult.Denial(reason: GateName.window.rawValue, message: message, nextEligible: next)
    }

    private static func describe(_ window: MaintenanceWindow) -> String {
        "\(window.kind.rawValue) \(window.schedule) for \(window.duration), \(window.timeZone)"
    }
}
