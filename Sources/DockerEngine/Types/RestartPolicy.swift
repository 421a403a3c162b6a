/// When the engine itself starts a container again (`HostConfig.RestartPolicy`).
package struct RestartPolicy: Sendable, Hashable, Decodable {
    /// `no`, `always`, `unless-stopped` or `on-failure`; empty means `no`.
    package let name: String
    /// For `on-failure`: how often; 0 for ever.
    package let maximumRetryCount: Int

    init(name: String, maximumRetryCount: Int) {
        self.name = name
        self.maximumRetryCount = maximumRetryCount
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = fields.text(.name) ?? ""
        maximumRetryCount = fields.integer(.maximumRetryCount).flatMap(Int.init(exactly:)) ?? 0
    }

    private enum CodingKeys: String, CodingKey {
        case name = "Name"
        case maximumRetryCount = "MaximumRetryCount"
    }
}
