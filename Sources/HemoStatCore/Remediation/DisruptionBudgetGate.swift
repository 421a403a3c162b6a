/// So many of a group may be out of service at a time.
///
/// Open remediations are those whose action took, or may have taken, a container out of service and whose proof is not
/// over yet. A target that still serves may only go when those that do not serve leave room for one more; one that does
/// not is out of service already.
enum DisruptionBudgetGate {
    static func evaluate(_ input: GateInput) -> GateResult {
        let action = input.step.action
        guard action.disrupts else { return .allow(.disruptionBudget, inputs: ["action": action.keyword]) }
        guard let picture = input.picture, let target = input.container else {
            return input.denyBlind(.disruptionBudget)
        }
        let disruption = input.remediation.disruption
        let group = DisruptionGroup(of: target, groupBy: disruption.groupBy)
        let members = group.members(of: picture, groupBy: disruption.groupBy)
        let others = members.filter { $0.container.key != target.key }
        let maximum = DisruptionGroup.maximum(disruption, for: target, in: picture)
        let open = others.filter(\.isDisrupted)
        let out = others.filter { !$0.serves || $0.isDisrupted }
        let serves = members.contains { $0.container.key == target.key && $0.serves }
        let inputs = [
            "action": action.keyword,
            "group": group.name,
            "containers": "\(members.count)",
            "maxUnavailable": disruption.maxUnavailable.description,
            "maximum": "\(maximum)",
            "openRemediations": "\(open.count)",
            "unavailable": "\(out.count)",
            "targetServes": "\(serves)",
        ]
        if open.count + 1 > maximum {
            let message = "\(names(open)) of its group \(open.count == 1 ? "is" : "are") being healed"
            return deny(message, maximum, input, inputs)
        }
        if serves, out.count + 1 > maximum {
            let message =
                "\(names(out)) of its group \(out.count == 1 ? "is" : "are") out of service and it still serves"
            return deny(message, maximum, input, inputs)
        }
        return .allow(.disruptionBudget, inputs: inputs)
    }

    private static func deny(
        _ message: String,
        _ maximum: Int,
        _ input: GateInput,
        _ inputs: [String: String]
    ) -> GateResult {
        let limit = "at most \(maximum) may be at a time"
        return .deny(.disruptionBudget, "\(message); \(limit)", nextEligible: input.retryAt, inputs: inputs)
    }

    private static func names(_ members: [HostPicture.Member]) -> String {
        members.isEmpty ? "nobody" : members.map(\.container.name).sorted().listed()
    }
}
