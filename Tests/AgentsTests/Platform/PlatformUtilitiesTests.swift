import Testing

@testable import Agents

@Suite struct PlatformUtilitiesTests {
    private static let system = "/var/run/docker.sock"
    private static let rootless = "/run/user/7/docker.sock"

    private func utilities(_ environment: [String: String], files: [String]) -> PlatformUtilities {
        PlatformUtilities(environment: environment) { files.contains($0) }
    }

    @Test(
        "DOCKER_HOST, else the system's socket, else the rootless one when only that exists",
        arguments: [
            (["DOCKER_HOST": "tcp://10.0.0.5:2376"], [system], "tcp://10.0.0.5:2376"),
            (["DOCKER_HOST": ""], [system], "unix://\(system)"),
            ([:], [system], "unix://\(system)"), ([:], [], "unix://\(system)"),
            (["XDG_RUNTIME_DIR": "/run/user/7"], [rootless], "unix://\(rootless)"),
            (["XDG_RUNTIME_DIR": "/run/user/7"], [system, rootless], "unix://\(system)"),
            (["XDG_RUNTIME_DIR": "/run/user/7"], [], "unix://\(system)"),
            ([:], ["/.dockerenv"], "unix://\(system)"),
            (["DOCKER_HOST": "unix:///x", "XDG_RUNTIME_DIR": "/run/user/7"], [rootless], "unix:///x"),
        ] as [([String: String], [String], String)]
    )
    func dockerHost(environment: [String: String], files: [String], expected: String) {
        #expect(utilities(environment, files: files).dockerHost() == expected)
    }

    @Test("the platform is told, and whether we run in a container")
    func platform() {
        let outside = utilities([:], files: [])
        #expect(outside.platform() == "Linux")
        #expect(outside.platformDisplay() == "Linux")
        #expect(!outside.isInDocker())
        let inside = utilities([:], files: ["/.dockerenv"])
        #expect(inside.platformDisplay() == "Linux (in Docker)")
        #expect(inside.isInDocker())
    }

    @Test("our own container's ID is found among the mounts, and only a whole one")
    func containerID() {
        let id = String(repeating: "0a1b2c3d", count: 8)
        let mount = "812 796 8:1 /var/lib/docker/containers/\(id)/hostname /etc/hostname rw - ext4 /dev/sda1 rw"
        let other = "796 700 0:50 / / rw,relatime - overlay overlay rw,lowerdir=/containers/abc/l"
        #expect(PlatformUtilities.containerID(mounts: "\(other)\n\(mount)\n") == id)
        #expect(PlatformUtilities.containerID(mounts: other) == nil)
        #expect(PlatformUtilities.containerID(mounts: "") == nil)
        #expect(PlatformUtilities.containerID(mounts: "1 2 /x/containers/\(id)0/hostname") == nil)
        #expect(PlatformUtilities.containerID(mounts: "1 2 /x/containers") == nil)
    }
}
