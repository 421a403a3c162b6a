/// All that made a container, to make the same one again: its configuration, name, networks and mounts.
///
/// Built from a container's inspect document, which has the image's defaults merged in, so that the twin has the same
/// configuration whatever the image says by then. What differs from the document is what Docker made up for this one
/// container: its id as host name and alias, addresses and ports it was given. The image stays the name it was created
/// by (policies match on it), so a caller makes sure first that the name still stands for `imageID`.
///
/// Its anonymous volumes are mounted by name in the twin: neither lost with the old container nor removed with it, as
/// long as the removal spares anonymous volumes. Later they do not go with the twin either (`docker rm -v`).
///
/// Not kept, since inspect does not tell: a MAC address given for a further network, and legacy links (`--link`) of other
/// containers to this one.
///
/// It holds secrets (the environment): printed, it shows name and id only.
package struct ContainerBlueprint: Sendable, Hashable {
    /// The full id of the container it was taken from.
    package let containerID: String
    /// Without the leading slash.
    package let name: String
    /// The image as it was named at creation.
    package let imageName: String
    /// The id of the image it was made of (`sha256:…`).
    package let imageID: String
    /// `docker run --rm`: stopping it removes it, so there is no way back.
    package let isAutoRemoved: Bool
    /// A task of a Swarm service: Swarm replaces it itself.
    package let isSwarmTask: Bool
    package let isRunning: Bool
    /// The networks it is attached to, the one of its network mode first, the others by name.
    ///
    /// Empty with the host's, another container's, or no network.
    package let attachments: [Attachment]
    /// `Config` as the create call takes it.
    let config: EngineValue
    /// `HostConfig` as the create call takes it.
    private(set) var hostConfig: EngineValue

    /// The container whose network it shares, by id or name as Docker has it: `X` of the network mode `container:X`.
    package var networkParent: String? {
        let mode = networkMode
        return mode.hasPrefix(Self.containerPrefix) ? String(mode.dropFirst(Self.containerPrefix.count)) : nil
    }

    /// The same with another container's network, and with its processes and memory where those were the old parent's too.
    ///
    /// Unchanged when it shares no container's network.
    package func replacingNetworkParent(with id: String) -> ContainerBlueprint {
        guard networkParent != nil else { return self }
        let old = networkMode
        var copy = self
        for field in ["NetworkMode", "PidMode", "IpcMode"] where hostConfig[key: field]?.text == old {
            copy.hostConfig[key: field] = .string(Self.containerPrefix + id)
        }
        return copy
    }

    static let containerPrefix = "container:"

    var networkMode: String { hostConfig[key: "NetworkMode"]?.text ?? "" }

    /// Whether its network mode wants a network and it is attached to none: somebody disconnected it.
    ///
    /// A twin would be attached again.
    var isCutOff: Bool { attachments.isEmpty && Self.isAttached(networkMode) }

    /// Whether a container of this mode is attached to networks of the engine.
    static func isAttached(_ mode: String) -> Bool {
        // The last ones are Podman's.
        let words = ["host", "none", "private", "slirp4netns", "pasta"]
        let prefixes = [containerPrefix, "ns:", "slirp4netns:", "pasta:"]
        return !words.contains(mode) && !prefixes.contains { mode.hasPrefix($0) }
    }

    init(
        document: EngineValue,
        id: String,
        attachments: [Attachment],
        config: EngineValue,
        hostConfig: EngineValue
    ) {
        containerID = id
        let slashed = document[key: "Name"]?.text ?? ""
        name = slashed.hasPrefix("/") ? String(slashed.dropFirst()) : slashed
        imageName = config[key: "Image"]?.text ?? ""
        imageID = document[key: "Image"]?.text ?? ""
        isAutoRemoved = hostConfig[key: "AutoRemove"]?.flag ?? false
        let labels = config[key: "Labels"]?.members ?? []
        isSwarmTask = labels.contains { $0.key.hasPrefix("com.docker.swarm.") }
        isRunning = document[key: "State"]?[key: "Running"]?.flag ?? false
        self.attachments = attachments
        self.config = config
        self.hostConfig = hostConfig
    }
}

extension ContainerBlueprint: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "the blueprint of container \(name) (\(containerID.prefix(12)))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [Mirror.Child]()) }
}
