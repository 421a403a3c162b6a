extension ContainerBlueprint {
    /// A container's place in one network, as it was asked for: aliases, fixed addresses, links, driver options.
    package struct Attachment: Sendable, Hashable {
        /// The network's name.
        package let network: String
        /// The network's id when the blueprint was taken; empty when not said.
        ///
        /// A network made again under the same name has another one.
        package let networkID: String
        /// An `EndpointSettings` of the API.
        var settings: EngineValue

        /// The attachment of an entry of `NetworkSettings.Networks`, without what Docker made up for this container.
        ///
        /// Docker before 25 lists the first twelve digits of the id among the aliases, `docker-compose` adds them itself.
        init(network: String, endpoint: EngineValue, containerID: String) {
            self.network = network
            networkID = endpoint[key: "NetworkID"]?.text ?? ""
            let shortID = EngineValue.string(String(containerID.prefix(12)))
            var kept: [EngineValue.Member] = []
            for member in endpoint.members where Self.asked.contains(member.key) {
                let items = member.value.elements
                let value = items.isEmpty ? member.value : .array(items.filter { $0 != shortID })
                if !value.isEmpty, value != .number("0") {
                    kept.append(EngineValue.Member(key: member.key, value: value))
                }
            }
            settings = .object(kept)
        }

        /// The fields that are asked for; the others say what Docker gave.
        private static let asked = ["IPAMConfig", "Links", "Aliases", "DriverOpts", "GwPriority"]

        /// Whether a network mode means this network: its name, its id or the start of one, or `default`.
        func isMeant(by mode: String) -> Bool {
            if mode == network { return true }
            if mode == "default" || mode.isEmpty { return network == "bridge" }
            return mode.utf8.count >= 12 && networkID.hasPrefix(mode)
        }
    }
}
