/// A container's portable configuration (`Config`), as far as it is needed.
package struct ContainerConfig: Sendable, Hashable, Decodable {
    /// The image as it was named at creation.
    package let image: String
    package let labels: [String: String]
    /// Whether a terminal is attached: its log then has no frames.
    package let hasTerminal: Bool
    /// Whether a health check is in force: `false` for none and for `["NONE"]`, which switches the image's off.
    package let hasHealthcheck: Bool

    init() {
        image = ""
        labels = [:]
        hasTerminal = false
        hasHealthcheck = false
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        image = fields.text(.image) ?? ""
        labels = fields.dictionary(of: String.self, .labels)
        hasTerminal = fields.flag(.terminal) ?? false
        let test = fields.object(Healthcheck.self, .healthcheck)?.test ?? []
        hasHealthcheck = test.first.map { $0 != "NONE" && !$0.isEmpty } ?? false
    }

    private enum CodingKeys: String, CodingKey {
        case image = "Image"
        case labels = "Labels"
        case terminal = "Tty"
        case healthcheck = "Healthcheck"
    }

    private struct Healthcheck: Decodable {
        let test: [String]

        init(from decoder: any Decoder) throws {
            test = try decoder.container(keyedBy: CodingKeys.self).list(of: String.self, .test)
        }

        enum CodingKeys: String, CodingKey {
            case test = "Test"
        }
    }
}
