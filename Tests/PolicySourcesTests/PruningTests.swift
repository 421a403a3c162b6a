import HemoStatCore
import PolicyDocuments
import Testing

@testable import PolicySources

@Suite struct PruningTests {
    private func load(_ documents: String...) -> PolicyLoad {
        var load = PolicyLoad()
        for (index, text) in documents.enumerated() {
            load.merge(PolicyLoader.load(Array(text.utf8), file: "\(index).yaml"))
        }
        return load
    }

    private let web = SourceWorld.policy("web")

    @Test("what the directory does not hold any more goes")
    func missing() {
        #expect(
            Pruning.names(inForce: ["a", "web", "z"], load: load(web)) == Pruning(names: ["a", "z"], isRefused: false)
        )
        #expect(Pruning.names(inForce: ["web"], load: load(web)) == Pruning(names: [], isRefused: false))
        #expect(Pruning.names(inForce: [], load: load(web)) == Pruning(names: [], isRefused: false))
    }

    @Test(
        "while anything is refused or doubtful nothing goes",
        arguments: ["kind: HealthPolicy\n", "{", "", SourceWorld.policy("broken", cooldown: "x")]
    )
    func broken(text: String) {
        #expect(Pruning.names(inForce: ["a", "web"], load: load(web, text)) == Pruning(names: [], isRefused: false))
    }

    @Test("nothing left at all is more likely a failed mount than everybody's wish")
    func empty() {
        #expect(Pruning.names(inForce: ["a"], load: load()) == Pruning(names: [], isRefused: true))
        #expect(Pruning.names(inForce: [], load: load()) == Pruning(names: [], isRefused: false))
    }
}
