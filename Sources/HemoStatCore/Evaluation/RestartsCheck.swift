/// `restarts: {atMost: 5, within: 10m}`: starts that followed an end nobody asked for.
///
/// An end on request, ours or a person's, begins the count anew: what was, has been answered.
enum RestartsCheck {
    static func evaluate(_ spec: Check.RestartsSpec, _ input: CheckInput) -> CheckResult {
        let windowStart = input.now - spec.within
        let counted = input.container.restarts.filter { $0 > windowStart }
        guard counted.count > spec.atMost else { return CheckResult(.met) }
        // Met again when so many have left the window that only `atMost` remain.
        let leaves = counted[counted.count - spec.atMost - 1] + spec.within
        return .diverged(.number(Double(counted.count)), .number(Double(spec.atMost)), wakeAt: leaves)
    }
}
