@testable import DockerEngine

/// What must be the same of a container and its twin, as lines to compare and to read.
///
/// Everything in `Config` and `HostConfig`, what is mounted in the end, and what was asked of each network; not what was
/// made up: ids, the host name of the id, aliases of both, addresses, ports. How volumes are asked for may differ, not which are mounted.
struct TwinFacts {
    let id: String
    let facts: Set<String>

    init(_ document: EngineValue, except fields: [String] = []) {
        let id = document[key: "Id"]?.text ?? ""
        let shortID = String(id.prefix(12))
        let hostname = document[key: "Config"]?[key: "Hostname"]?.text
        var facts: Set<String> = []
        func add(_ path: String, _ value: EngineValue) {
            switch value {
            case .object(let members) where !members.isEmpty:
                for member in members where !fields.contains(member.key) { add("\(path).\(member.key)", member.value) }
            default: facts.insert("\(path) = \(Self.text(value))")
            }
        }
        for field in ["Name", "Image", "Path", "Args", "Driver", "Platform"] {
            add(field, document[key: field] ?? .null)
        }
        var config = document[key: "Config"] ?? .null
        if config[key: "Hostname"]?.text == shortID { config[key: "Hostname"] = nil }
        add("Config", config)
        var host = document[key: "HostConfig"] ?? .null
        host[key: "Binds"] = nil
        host[key: "Mounts"] = nil
        add("HostConfig", host)
        for mount in document[key: "Mounts"]?.elements ?? [] {
            let parts = ["Type", "Name", "Source", "Destination", "Driver", "RW", "Propagation"]
            facts.insert("mount " + parts.map { Self.text(mount[key: $0] ?? .null) }.joined(separator: " "))
        }
        for network in document[key: "NetworkSettings"]?[key: "Networks"]?.members ?? [] {
            let aliases = (network.value[key: "Aliases"]?.elements ?? []).compactMap(\.text).filter {
                $0 != shortID && $0 != hostname
            }
            let asked = ["IPAMConfig", "Links"].map { field in
                let value = network.value[key: field] ?? .null
                return Self.text(value.isEmpty ? .null : value)
            }
            facts.insert("network \(network.key) \(aliases.sorted()) \(asked)")
        }
        self.id = id
        self.facts = facts
    }

    private static func text(_ value: EngineValue) -> String { String(decoding: value.json, as: UTF8.self) }
}
