import TestSupport

/// One action of the policy language on a real container: what is wrong, what is to be done about it, and what Docker has
/// to show for it afterwards.
struct ActionCase: Sendable {
    typealias Deed = @Sendable (_ container: TestContainer, _ ward: Ward) async throws -> Void

    /// Names the container and the policy.
    let word: String
    /// In a policy's words, after `action:`.
    let action: String
    var expectation = "health: {is: Healthy}"
    var command = ActionCase.sickWhenTold
    var options = Docker.healthCheck("test ! -e /sick")
    var breakIt: Deed = ActionCase.sicken
    /// Helps a container that the action does not make well.
    var afterwards: Deed?
    /// What it was all about, by Docker's own account.
    var proof: Deed
    /// Events that Docker's log has to tell, no more and no fewer of each.
    var tally: [String: Int] = ["start": 1]
    /// Phase and reason it comes to rest in.
    var end = "Resolved"

    func policy(_ ward: Ward, mode: String = "Enforce") -> PolicyText {
        var policy = PolicyText("\(ward.prefix)-\(word)", "\(ward.prefix)-\(word)")
        policy.expectations = ["{name: fine, \(expectation)}"]
        policy.steps = ["{action: \(action)}"]
        policy.verify = "{stableFor: 1s, timeout: 30s}"
        policy.mode = mode
        return policy
    }

    // MARK: What they run

    private static let idle = "while :; do sleep 3600 & wait $!; done"

    /// Well until somebody makes `/sick` in it; a new container has none.
    static let sickWhenTold = shell(idle)

    static func shell(_ script: String) -> [String] { ["sh", "-c", "trap 'exit 143' TERM; touch /up; \(script)"] }

    static let sicken: Deed = { container, _ in try await container.exec("touch", "/sick") }
    static let heal: Deed = { container, _ in try await container.exec("rm", "-f", "/sick") }
    static let probe = #"exec: {command: ["test", "!", "-e", "/sick"], every: 1s, timeout: 1s, failures: 1}"#
}
