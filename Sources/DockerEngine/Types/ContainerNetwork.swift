/// A container's place in one network (`NetworkSettings.Networks`); addresses are empty while it does not run.
package struct ContainerNetwork: Sendable, Hashable {
    package let name: String
    package let ipv4: String
    package let ipv6: String

    init(name: String, addresses: Addresses) {
        self.name = name
        ipv4 = addresses.ipv4
        ipv6 = addresses.ipv6
    }

    /// The wire's object below a network's name.
    struct Addresses: Decodable {
        let ipv4: String
        let ipv6: String

        var isEmpty: Bool { ipv4.isEmpty && ipv6.isEmpty }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            ipv4 = fields.text(.ipv4) ?? ""
            ipv6 = fields.text(.ipv6) ?? ""
        }

        private enum CodingKeys: String, CodingKey {
            case ipv4 = "IPAddress"
            case ipv6 = "GlobalIPv6Address"
        }
    }
}
