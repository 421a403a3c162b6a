extension ContainerBlueprint {
    /// What the create call is sent (`POST /containers/create`), and the networks it has no place for.
    ///
    /// Before API 1.44 a container is created in one network, and its MAC address is the container's, not the network's.
    func creation(for version: APIVersion) -> (document: EngineValue, unconnected: [Attachment]) {
        let takesAll = version >= .severalNetworks
        var document = config
        var endpoints = Array(takesAll ? attachments[...] : attachments.prefix(1))
        if takesAll, let address = document[key: "MacAddress"], !address.isEmpty, !endpoints.isEmpty {
            document[key: "MacAddress"] = nil
            endpoints[0].settings[key: "MacAddress"] = address
        }
        document[key: "HostConfig"] = hostConfig
        if !endpoints.isEmpty {
            let members = endpoints.map { EngineValue.Member(key: $0.network, value: $0.settings) }
            document[key: "NetworkingConfig"] = .object(["EndpointsConfig": .object(members)])
        }
        return (document, Array(attachments.dropFirst(endpoints.count)))
    }

    /// Texts an engine's error must not repeat: the environment, options of log and volume drivers.
    var confidential: [String] {
        let environment = config[key: "Env"]?.texts ?? []
        let values = environment.compactMap { entry in
            entry.firstIndex(of: "=").map { String(entry[entry.index(after: $0)...]) }
        }
        let logOptions = hostConfig[key: "LogConfig"]?[key: "Config"]?.texts ?? []
        let volumeOptions = (hostConfig[key: "Mounts"]?.elements ?? [])
            .flatMap { $0[key: "VolumeOptions"]?[key: "DriverConfig"]?[key: "Options"]?.texts ?? [] }
        return environment + values + logOptions + volumeOptions
    }
}
