/// What an engine says of itself before anything is agreed on (`GET /version`).
package struct EngineVersion: Sendable, Hashable, Decodable {
    /// The engine's release, such as `20.10.24+dfsg1`.
    package let version: String
    /// The newest API version it speaks.
    package let apiVersion: String
    /// The oldest API version it speaks; empty when it does not say.
    package let minAPIVersion: String
    package let operatingSystem: String
    package let architecture: String
    /// Whether a Podman service answers, by the name of its components.
    package let isPodman: Bool

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        version = fields.text(.version) ?? ""
        apiVersion = fields.text(.apiVersion) ?? ""
        minAPIVersion = fields.text(.minAPIVersion) ?? ""
        operatingSystem = fields.text(.operatingSystem) ?? ""
        architecture = fields.text(.architecture) ?? ""
        isPodman = fields.list(of: Component.self, .components).contains { $0.name.hasPrefix("Podman") }
    }

    private enum CodingKeys: String, CodingKey {
        case version = "Version"
        case apiVersion = "ApiVersion"
        case minAPIVersion = "MinAPIVersion"
        case operatingSystem = "Os"
        case architecture = "Arch"
        case components = "Components"
    }

    private struct Component: Decodable {
        let name: String

        enum CodingKeys: String, CodingKey {
            case name = "Name"
        }
    }
}
