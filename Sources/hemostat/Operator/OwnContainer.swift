import Agents
import PolicyDocuments

/// The container this process runs in, which no policy may ever touch.
enum OwnContainer {
    static var id: String? {
        guard let mounts = try? PolicyFileReader().contents(of: "/proc/self/mountinfo") else { return nil }
        return PlatformUtilities.containerID(mounts: String(decoding: mounts, as: UTF8.self))
    }
}
