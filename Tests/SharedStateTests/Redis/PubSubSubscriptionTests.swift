import Testing

@testable import SharedState

@Suite struct PubSubSubscriptionTests {
    @Test("messages of channels and patterns arrive in order")
    func messages() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let subscription = try await client.subscribe(to: ["a", "b"], matching: ["hemostat:*"])
        #expect(try await client.publish("a", "1") == 1)
        #expect(try await client.publish("hemostat:x", [0, 255] as [UInt8]) == 1)
        #expect(try await client.publish("b", "message") == 1)
        #expect(try await client.publish("c", "nobody") == 0)
        var iterator = subscription.makeAsyncIterator()
        #expect(try await iterator.next() == PubSubMessage(channel: "a", payload: [49]))
        let second = try await iterator.next()
        #expect(second == PubSubMessage(channel: "hemostat:x", pattern: "hemostat:*", payload: [0, 255]))
        #expect(second?.text == nil)
        #expect(try await iterator.next()?.text == "message")
        await subscription.close()
        #expect(try await iterator.next() == nil)
        await client.close()
    }

    @Test("a slow reader loses the oldest messages, counted")
    func bounded() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let subscription = try await client.subscribe(to: ["a"], bufferLimit: 3)
        for number in 1...10 { try await client.publish("a", "\(number)") }
        try await eventually("messages arrive") { subscription.dropped == 7 }
        var texts: [String?] = []
        for try await message in subscription {
            texts.append(message.text)
            if texts.count == 3 { break }
        }
        #expect(texts == ["8", "9", "10"])
        await client.close()
    }

    @Test("the sequence ends with an error when the server goes")
    func serverGone() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let subscription = try await client.subscribe(to: ["a"])
        redis.kill()
        let error = await #expect(throws: RedisError.self) { for try await _ in subscription {} }
        #expect(error?.code == .connectionLost)
        await client.close()
    }

    @Test("cancelling the reader closes the connection")
    func cancelled() async throws {
        let redis = try await TestRedis()
        let client = try await redis.client()
        let subscription = try await client.subscribe(to: ["a"])
        await withTaskGroup { group in
            group.addTask { _ = try? await subscription.first { _ in false } }
            group.cancelAll()
        }
        try await eventually("nobody is subscribed") { try await client.publish("a", "x") == 0 }
        await client.close()
    }
}
