extension ContainerBlueprint {
    /// A `HostConfig` in which every volume that is mounted is named, so that a twin gets the same ones.
    ///
    /// Anonymous volumes come from four places: `Config.Volumes` (also the image's), a bind of a lone path, a mount of type
    /// `volume` without a source, and other containers (`--volumes-from`, which stays: it brings their binds too).
    /// `mounts` are the `Mounts` of the inspect document: what is mounted in the end.
    static func namingVolumes(of mounts: [EngineValue], in hostConfig: EngineValue) -> EngineValue {
        let volumes = mounts.compactMap { Volume($0) }.sorted { $0.path < $1.path }
        var hostConfig = hostConfig
        var named: Set<String> = []
        if let binds = hostConfig[key: "Binds"], !binds.isEmpty {
            let kept = binds.elements.filter { ($0.text ?? "").contains(":") }
            for bind in kept.compactMap(\.text) { named.insert(cleaned(target(ofBind: bind))) }
            hostConfig[key: "Binds"] = .array(kept)
        }
        var asked = hostConfig[key: "Mounts"]?.elements ?? []
        for index in asked.indices {
            let target = cleaned(asked[index][key: "Target"]?.text ?? "")
            named.insert(target)
            guard asked[index][key: "Type"]?.text == "volume", asked[index][key: "Source"]?.isEmpty ?? true,
                let volume = volumes.first(where: { $0.path == target })
            else { continue }
            asked[index][key: "Source"] = .string(volume.name)
        }
        asked += volumes.filter { !named.contains($0.path) }.map(\.mount)
        if !asked.isEmpty { hostConfig[key: "Mounts"] = .array(asked) }
        return hostConfig
    }

    /// The path inside the container of `source:target` or `source:target:options`.
    private static func target(ofBind bind: String) -> String {
        let parts = bind.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count > 1 ? String(parts[1]) : bind
    }

    /// A path as Docker stores it: absolute, without empty parts, `.` and `..`.
    private static func cleaned(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// A mounted volume.
    private struct Volume {
        let name: String
        let path: String
        let isReadOnly: Bool

        init?(_ mount: EngineValue) {
            guard mount[key: "Type"]?.text == "volume", let name = mount[key: "Name"]?.text, !name.isEmpty,
                let path = mount[key: "Destination"]?.text
            else { return nil }
            self.name = name
            self.path = ContainerBlueprint.cleaned(path)
            isReadOnly = mount[key: "RW"]?.flag == false
        }

        /// Nothing is copied into it from the image, also when it is empty: it was filled once already.
        var mount: EngineValue {
            .object([
                "Type": .string("volume"), "Source": .string(name), "Target": .string(path),
                "ReadOnly": .bool(isReadOnly), "VolumeOptions": .object(["NoCopy": .bool(true)]),
            ])
        }
    }
}
