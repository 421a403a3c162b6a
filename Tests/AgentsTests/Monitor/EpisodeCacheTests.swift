import HemoStatCore
import Testing

@testable import Agents

@Suite struct EpisodeCacheTests {
    private let cache = EpisodeCache()

    private func episode(_ revision: Int64, _ id: String = Given.id) -> Episode {
        Given.episode { episode in
            episode.revision = revision
            episode.containerID = id
        }
    }

    @Test("what was decided from what is known takes its place, removal included")
    func inPlace() {
        #expect(cache.put(episode(1), of: Given.id, insteadOf: nil))
        #expect(cache.put(episode(2), of: Given.id, insteadOf: episode(1)))
        #expect(cache[Given.id]?.revision == 2)
        #expect(cache.ids == [Given.id])
        #expect(cache.put(nil, of: Given.id, insteadOf: episode(2)))
        #expect(cache[Given.id] == nil)
    }

    @Test("what others wrote later is not replaced by what somebody read or wrote before it")
    func later() {
        cache.put(episode(5), of: Given.id, insteadOf: nil)
        #expect(!cache.put(episode(4), of: Given.id, insteadOf: episode(3)))
        #expect(!cache.put(nil, of: Given.id, insteadOf: episode(4)))
        #expect(!cache.put(episode(5), of: Given.id, insteadOf: nil))
        #expect(cache[Given.id]?.revision == 5)
        #expect(cache.put(episode(6), of: Given.id, insteadOf: nil))
        #expect(cache[Given.id]?.revision == 6)
    }

    @Test("a reload brings what is new, drops what is gone, and spares what changed since it began")
    func reload() {
        for id in ["same", "gone", "moved"] { cache.put(episode(1, id), of: id, insteadOf: nil) }
        let before = cache.all
        cache.put(episode(9, "moved"), of: "moved", insteadOf: episode(1, "moved"))
        cache.put(episode(1, "born"), of: "born", insteadOf: nil)
        let stored = [episode(2, "same"), episode(1, "moved"), episode(3, "new")]
        cache.reload(stored, insteadOf: before)
        #expect(cache.all.mapValues(\.revision) == ["same": 2, "moved": 9, "born": 1, "new": 3])
    }
}
