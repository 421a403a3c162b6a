/// All that is asked of one container (`GET /containers/{id}/json`), without its environment, which may hold secrets.
package struct ContainerInspection: Sendable, Hashable, Decodable {
    /// The full id of 64 hexadecimal digits.
    package let id: String
    /// The name without the leading slash.
    package let name: String
    /// The image's id (`sha256:…`).
    package let imageID: String
    /// RFC 3339 with up to nine fraction digits.
    package let created: String
    /// How often the restart policy has restarted it since it was created or last started by hand.
    package let restartCount: Int
    package let config: ContainerConfig
    package let hostConfig: ContainerHostConfig
    package let state: ContainerState
    /// Networks by name, sorted.
    package let networks: [ContainerNetwork]
    package let mounts: [ContainerMount]

    /// The first address, IPv4 before IPv6; `nil` with the host's or no network.
    package var ipAddress: String? {
        networks.lazy.map(\.ipv4).first { !$0.isEmpty } ?? networks.lazy.map(\.ipv6).first { !$0.isEmpty }
    }

    /// Without an id or a state there is nothing to judge: such a document does not decode.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        let slashed = fields.text(.name) ?? ""
        name = slashed.hasPrefix("/") ? String(slashed.dropFirst()) : slashed
        imageID = fields.text(.imageID) ?? ""
        created = fields.text(.created) ?? ""
        restartCount = fields.integer(.restartCount).flatMap(Int.init(exactly:)) ?? 0
        config = fields.object(ContainerConfig.self, .config) ?? ContainerConfig()
        hostConfig = fields.object(ContainerHostConfig.self, .hostConfig) ?? ContainerHostConfig()
        state = try fields.decode(ContainerState.self, forKey: .state)
        let networking = fields.object(Networking.self, .networking)
        networks = networking?.networks ?? []
        mounts = fields.list(of: ContainerMount.self, .mounts)
        guard !id.isEmpty else {
            throw DecodingError.dataCorruptedError(forKey: .id, in: fields, debugDescription: "a container without id")
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case name = "Name"
        case imageID = "Image"
        case created = "Created"
        case restartCount = "RestartCount"
        case config = "Config"
        case hostConfig = "HostConfig"
        case state = "State"
        case networking = "NetworkSettings"
        case mounts = "Mounts"
    }

    /// `NetworkSettings`: addresses by network, and the bridge's own fields that API 1.52 removed.
    private struct Networking: Decodable {
        let networks: [ContainerNetwork]

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            let named = fields.dictionary(of: ContainerNetwork.Addresses.self, .networks)
            let listed = named.sorted { $0.key < $1.key }.map { ContainerNetwork(name: $0.key, addresses: $0.value) }
            if listed.isEmpty, let own = try? ContainerNetwork.Addresses(from: decoder), !own.isEmpty {
                networks = [ContainerNetwork(name: "bridge", addresses: own)]
            } else {
                networks = listed
            }
        }

        enum CodingKeys: String, CodingKey {
            case networks = "Networks"
        }
    }
}
