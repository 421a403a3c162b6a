/// `network` and `blockIO`: bytes per second between the last two samples; the first limit reached is told.
enum RateCheck {
    static func network(_ spec: Check.NetworkSpec, _ input: CheckInput) -> CheckResult {
        SampledCheck.evaluate(input) { sample in
            sample.rates.flatMap { judge([(spec.receiveBelow, $0.received), (spec.transmitBelow, $0.transmitted)]) }
        }
    }

    static func blockIO(_ spec: Check.BlockIOSpec, _ input: CheckInput) -> CheckResult {
        SampledCheck.evaluate(input) { sample in
            sample.rates.flatMap { judge([(spec.readBelow, $0.read), (spec.writeBelow, $0.written)]) }
        }
    }

    /// Nil when nothing is too much, but a figure that is wanted is not told.
    private static func judge(_ pairs: [(limit: ByteQuantity?, rate: Double?)]) -> CheckResult.Outcome? {
        var isComplete = true
        for pair in pairs {
            guard let limit = pair.limit else { continue }
            guard let rate = pair.rate else {
                isComplete = false
                continue
            }
            let outcome = SampledCheck.below(Double(limit.bytes), rate)
            if outcome != .met { return outcome }
        }
        return isComplete ? .met : nil
    }
}
