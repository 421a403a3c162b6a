/// How a command in a container is (`GET /exec/{id}/json`), without its arguments, which may hold secrets.
struct ExecState: Decodable {
    let isRunning: Bool
    /// Docker has none (null) before the command has ended.
    let exitCode: Int?

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        isRunning = try fields.decode(Bool.self, forKey: .running)
        exitCode = fields.integer(.exitCode).flatMap(Int.init(exactly:))
    }

    private enum CodingKeys: String, CodingKey {
        case running = "Running"
        case exitCode = "ExitCode"
    }
}
