extension ContainerBlueprint {
    /// The blueprint of the container an inspect document is about; nil when parts are missing that no twin can do without.
    init?(inspection document: EngineValue) {
        guard let id = document[key: "Id"]?.text, ContainerReference.isWholeID(id),
            let config = document[key: "Config"], config[key: "Image"]?.isEmpty == false,
            let hostConfig = document[key: "HostConfig"], hostConfig[key: "NetworkMode"]?.text != nil,
            document[key: "Image"]?.isEmpty == false
        else { return nil }
        let mode = hostConfig[key: "NetworkMode"]?.text ?? ""
        let attachments = Self.attachments(document, mode: mode, containerID: id)
        var host = Self.namingVolumes(of: document[key: "Mounts"]?.elements ?? [], in: hostConfig)
        host[key: "Ulimits"] = Self.ulimits(hostConfig[key: "Ulimits"])
        // The network of the mode was disconnected: engines differ in whether they would attach the twin to it.
        if let first = attachments.first, !first.isMeant(by: mode) { host[key: "NetworkMode"] = .string(first.network) }
        self.init(
            document: document,
            id: id,
            attachments: attachments,
            config: Self.creatable(config, hostConfig: hostConfig, containerID: id),
            hostConfig: host
        )
    }

    private static func attachments(_ document: EngineValue, mode: String, containerID: String) -> [Attachment] {
        guard isAttached(mode) else { return [] }
        let networks = document[key: "NetworkSettings"]?[key: "Networks"]?.members ?? []
        let all = networks.map { Attachment(network: $0.key, endpoint: $0.value, containerID: containerID) }
            .sorted { $0.network < $1.network }
        return all.filter { $0.isMeant(by: mode) } + all.filter { !$0.isMeant(by: mode) }
    }

    /// Limits by the names the create call knows: Podman lists them as `RLIMIT_NOFILE` and takes `nofile` only.
    private static func ulimits(_ listed: EngineValue?) -> EngineValue? {
        guard case .array(var limits) = listed else { return listed }
        for index in limits.indices {
            guard let name = limits[index][key: "Name"]?.text, name.hasPrefix("RLIMIT_") else { continue }
            limits[index][key: "Name"] = .string(name.dropFirst("RLIMIT_".count).lowercased())
        }
        return .array(limits)
    }

    /// `Config` without what Docker filled in and would refuse, or do otherwise, when given.
    private static func creatable(_ config: EngineValue, hostConfig: EngineValue, containerID: String) -> EngineValue {
        var config = config
        let sharesNetwork = hostConfig[key: "NetworkMode"]?.text?.hasPrefix(containerPrefix) ?? false
        let isOwnID = config[key: "Hostname"]?.text == String(containerID.prefix(12))
        // Who shares a network, or the host's names, has the other's host name and may not ask for one.
        if isOwnID || sharesNetwork || hostConfig[key: "UTSMode"]?.text == "host" { config[key: "Hostname"] = nil }
        if sharesNetwork {
            config[key: "Domainname"] = nil
            // The image's: none may be asked for, and the image brings them back.
            config[key: "ExposedPorts"] = nil
        }
        // No entry point means the image's; an empty one says that there is none.
        if config[key: "Entrypoint"]?.isEmpty ?? true { config[key: "Entrypoint"] = .array([.string("")]) }
        return config
    }
}
