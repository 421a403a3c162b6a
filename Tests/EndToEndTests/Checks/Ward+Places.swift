import TestSupport

extension Ward {
    /// The address of the container called `<prefix>-<word>` on Docker's bridge.
    func address(of word: String) async throws -> String {
        let address = try await docker.inspect("\(prefix)-\(word)", "{{.NetworkSettings.IPAddress}}")
        guard !address.isEmpty else { throw CommandError(command: "docker inspect", output: "\(word) has no address") }
        return address
    }

    /// The block device under Docker's data.
    func disk() async throws -> String {
        let root = try await docker.command(["info", "--format", "{{.DockerRootDir}}"])
        let result = try await ChildProcess.run("findmnt", ["-no", "SOURCE", "-T", root])
        // `/dev/vda1[/folder]` where it is mounted from a folder.
        let device = String(result.output.prefix { $0 != "[" && $0 != "\n" })
        guard device.hasPrefix("/dev/") else {
            throw CommandError(command: "findmnt -T \(root)", output: "not on a block device: \(result.output)")
        }
        return device
    }

    /// What is done to several containers at a time, each for itself.
    func each<Element: Sendable>(
        _ list: [Element],
        _ work: @escaping @Sendable (Element) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup { group in
            for element in list { group.addTask { try await work(element) } }
            try await group.waitForAll()
        }
    }
}
