import Testing

@testable import HemoStatCore

@Suite struct AuditChainTests {
    private let now = Timestamp(microseconds: 1_762_164_000_000_000)

    private func record(_ index: Int) -> AuditRecord {
        AuditRecord(
            at: now + .seconds(Int64(index)),
            host: "default",
            container: "web",
            containerID: "0123",
            action: "restart",
            outcome: "succeeded",
            message: "größe \"\(index)\" \u{0}\n"
        )
    }

    private func chain(_ count: Int) throws -> (entries: [[UInt8]], head: AuditHead?) {
        var entries: [[UInt8]] = []
        var head: AuditHead?
        for index in 0..<count {
            let (bytes, next) = try AuditChain.append(record(index), to: head)
            entries.append(bytes)
            head = next
        }
        return (entries, head)
    }

    private func verify(_ entries: [[UInt8]], _ head: AuditHead?, later: Int64 = 60) -> AuditVerdict {
        AuditChain.verify(entries, head: head, retention: .actions, now: now + .seconds(later))
    }

    @Test("the hash is SHA-256 of the stored bytes")
    func hash() throws {
        #expect(
            AuditChain.hash(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        let (entries, head) = try chain(2)
        let second = try #require(AuditRecord(bytes: entries[1]))
        #expect(second.previous == AuditChain.hash(entries[0]) && second.sequence == 2)
        #expect(head?.hash == AuditChain.hash(entries[1]))
    }

    @Test("a head is its text and back; other text is none")
    func head() throws {
        let head = try #require(try chain(3).head)
        #expect(AuditHead(head.description) == head)
        for text in ["", "1 2", "0 1 \(head.hash)", "1 1 \(head.hash)0", "x 1 \(head.hash)", head.description + " "] {
            #expect(AuditHead(text) == nil)
        }
    }

    @Test("a chain as it was written is intact, an empty one too")
    func intact() throws {
        for count in [0, 1, 2, 50] {
            let (entries, head) = try chain(count)
            #expect(verify(entries, head) == .intact(count: count, first: count == 0 ? 0 : 1, head: head))
        }
    }

    @Test("any single byte changed anywhere is found")
    func bytes() throws {
        let (entries, head) = try chain(3)
        for entry in entries.indices {
            for index in entries[entry].indices {
                var changed = entries
                changed[entry][index] ^= 1
                guard !verify(changed, head).isIntact else {
                    Issue.record("byte \(index) of entry \(entry) may be changed")
                    return
                }
            }
        }
    }

    @Test("entries removed, doubled, swapped or inserted anywhere are found")
    func order() throws {
        let (entries, head) = try chain(6)
        let (others, _) = try chain(7)
        for index in entries.indices {
            var removed = entries
            removed.remove(at: index)
            #expect(!verify(removed, head).isIntact)
            var doubled = entries
            doubled.insert(entries[index], at: index)
            #expect(!verify(doubled, head).isIntact)
            var inserted = entries
            inserted.insert(others[6], at: index)
            #expect(!verify(inserted, head).isIntact)
            guard index > 0 else { continue }
            var swapped = entries
            swapped.swapAt(index, index - 1)
            #expect(!verify(swapped, head).isIntact)
        }
        #expect(!verify(entries, nil).isIntact)
        #expect(!verify([], head).isIntact)
    }

    @Test("what retention removes leaves an intact rest that says where it begins; more is found")
    func retention() throws {
        let (entries, head) = try chain(10)
        let rest = Array(entries.dropFirst(4))
        #expect(
            verify(rest, head) == .broken(at: 4, reason: "it is missing, too young and too few for retention to remove")
        )
        let days: Int64 = 86_400
        #expect(verify(rest, head, later: 401 * days) == .intact(count: 6, first: 5, head: head))
        let few = AuditRetention(entries: 6, age: .seconds(400 * days))
        #expect(
            AuditChain.verify(rest, head: head, retention: few, now: now) == .intact(count: 6, first: 5, head: head)
        )
        #expect(!AuditChain.verify(Array(rest.dropFirst()), head: head, retention: few, now: now).isIntact)
        // All of it too old.
        #expect(verify([], head, later: 401 * days) == .intact(count: 0, first: 11, head: head))
    }

    @Test("long texts are cut before they are chained")
    func bounded() throws {
        var long = record(0)
        long.message = String(repeating: "é", count: 100_000)
        long.action = String(repeating: "a", count: 100_000)
        let (bytes, _) = try AuditChain.append(long, to: nil)
        #expect(bytes.count < 20_000)
        #expect(AuditRecord(bytes: bytes)?.message?.count == AuditChain.longestText)
    }
}
