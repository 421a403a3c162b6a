/// The shapes in which Redis returns entries of a stream.
enum StreamReply {
    /// An entry of a pending list; `fields` is nil when the entry itself was trimmed or deleted from the stream.
    struct Item: Equatable {
        let id: StreamEntryID
        let fields: [RESPValue]?
    }

    /// Reads `XREADGROUP`'s reply for one stream: `[[stream, [[id, [name, value, …]], …]]]`, or null.
    static func readGroup(_ reply: RESPValue) throws(RedisError) -> [Item] {
        if reply.isNull { return [] }
        guard let stream = reply.asArray?.first?.asArray, stream.count == 2 else {
            throw .unexpected(replyTo: "XREADGROUP", wanted: "entries of one stream")
        }
        return try items(stream[1], of: "XREADGROUP")
    }

    /// Reads `XAUTOCLAIM`'s reply: `[cursor, entries, deleted ids]`; servers before 7.0 leave out the last and put
    /// null in the place of a deleted entry.
    static func autoClaim(_ reply: RESPValue) throws(RedisError) -> (next: StreamEntryID, items: [Item]) {
        guard let parts = reply.asArray, parts.count >= 2, let next = parts[0].asString.flatMap(StreamEntryID.init)
        else {
            throw .unexpected(replyTo: "XAUTOCLAIM", wanted: "a cursor and entries")
        }
        return (next, try items(parts[1], of: "XAUTOCLAIM"))
    }

    private static func items(_ value: RESPValue, of verb: String) throws(RedisError) -> [Item] {
        guard let values = value.asArray else { throw .unexpected(replyTo: verb, wanted: "a list of entries") }
        var items: [Item] = []
        for value in values where !value.isNull {
            guard let parts = value.asArray, parts.count == 2, let id = parts[0].asString.flatMap(StreamEntryID.init)
            else {
                throw .unexpected(replyTo: verb, wanted: "entries of id and fields")
            }
            items.append(Item(id: id, fields: parts[1].asArray))
        }
        return items
    }
}

extension StreamReply.Item {
    /// The entry; nil when it was deleted from the stream.
    func entry(of stream: String, isRedelivery: Bool) -> StreamEntry? {
        guard let fields else { return nil }
        let pairs = stride(from: 0, to: fields.count - 1, by: 2).map { index in
            (name: String(decoding: fields[index].asBytes ?? [], as: UTF8.self), value: fields[index + 1].asBytes ?? [])
        }
        return StreamEntry(stream: stream, id: id, fields: pairs, isRedelivery: isRedelivery)
    }
}
