/// `cpu`, `cores`, `memory`, `memoryBytes` and `pids`, from the last sample while it is fresh.
enum UsageCheck {
    static func cpu(_ spec: Check.UsageSpec, _ input: CheckInput) -> CheckResult {
        SampledCheck.evaluate(input) { sample in
            sample.cpuShare(limitCores: input.container.cpuLimitCores).map {
                SampledCheck.below(spec.below.percent, $0)
            }
        }
    }

    static func cores(_ spec: Check.CoresSpec, _ input: CheckInput) -> CheckResult {
        SampledCheck.evaluate(input) { sample in sample.cores.map { SampledCheck.below(spec.below, $0) } }
    }

    static func memory(_ spec: Check.UsageSpec, _ input: CheckInput) -> CheckResult {
        SampledCheck.evaluate(input) { sample in
            sample.memoryShare.map { SampledCheck.below(spec.below.percent, $0) }
        }
    }

    static func memoryBytes(_ spec: Check.MemoryBytesSpec, _ input: CheckInput) -> CheckResult {
        SampledCheck.evaluate(input) { SampledCheck.below(Double(spec.below.bytes), Double($0.memoryUsage)) }
    }

    static func pids(_ spec: Check.PidsSpec, _ input: CheckInput) -> CheckResult {
        SampledCheck.evaluate(input) { sample in
            sample.pids.map { SampledCheck.below(Double(spec.below), Double($0)) }
        }
    }
}
