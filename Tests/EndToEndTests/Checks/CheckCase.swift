import TestSupport

/// One check of the policy language on a real container: what is wanted, how it is broken, and what becomes of it.
struct CheckCase: Sendable {
    typealias Deed = @Sendable (_ container: TestContainer, _ ward: Ward) async throws -> Void

    /// Names the container and the policy.
    let word: String
    /// In a policy's words, after the name: `state: {is: Running}`.
    let expectation: String
    var command = Subject.calm
    var options: [String] = []
    /// What is done about it; nil when nothing may be.
    var action: Action? = .restart
    /// Puts the container in the state that is fine.
    var prepare: Deed = CheckCase.waitUntilUp
    var breakIt: Deed = CheckCase.tell
    /// Helps a container that cannot become well by itself, once the action was done.
    var afterwards: Deed?
    /// What the analysis has to conclude.
    var rule: String
    /// Starts until it is broken.
    var startsBefore = 1
    /// Phase and reason it comes to rest in.
    var end = "Resolved"

    enum Action: String {
        case restart
        case start
    }

    var step: String {
        switch action {
        case .start: "{action: {start: {}}}"
        case .restart, nil: "{action: {restart: {timeout: 1s}}}"
        }
    }

    func policy(_ ward: Ward) -> PolicyText {
        var policy = PolicyText("\(ward.prefix)-\(word)", "\(ward.prefix)-\(word)")
        policy.expectations = ["{name: fine, \(expectation)}"]
        policy.steps = [step]
        policy.verify = "{stableFor: 1s, timeout: 30s}"
        return policy
    }

    /// What Docker's event log has to tell in the end: one action of ours, and nothing else that starts or ends it.
    var tally: [String: Int] {
        var tally = ["start": startsBefore + (action == nil ? 0 : 1)]
        if action == .restart { tally["restart"] = 1 }
        return tally
    }

    /// Every check of the language, some in more than one way.
    static let all = lifecycle + images + metrics + probes

    static let waitUntilUp: Deed = { container, _ in
        try await eventually(within: .seconds(60), every: .milliseconds(100), "\(container.name) to be up") {
            try await container.exec("test", "-e", "/up")
            return true
        }
    }

    /// Not waiting for what may end with the container.
    static let tell: Deed = { container, _ in
        try await container.docker.command(["exec", "-d", container.name, "touch", "/go"])
    }

    static let nothing: Deed = { _, _ in }
}
