import Testing

@testable import DockerEngine

/// Limits that are changed, and what Docker wants along with them.
@Suite struct UpdateTests {
    @Test(
        "update: a limit brings along what Docker asks for with it",
        arguments: [
            (64 << 20, nil, "", #"{"Memory":67108864,"MemorySwap":134217728}"#),
            (64 << 20, nil, #""Memory":33554432,"MemorySwap":67108864"#, #"{"Memory":67108864}"#),
            (
                96 << 20, nil, #""Memory":33554432,"MemorySwap":67108864"#,
                #"{"Memory":100663296,"MemorySwap":134217728}"#
            ),
            (
                96 << 20, nil, #""Memory":33554432,"MemorySwap":33554432"#,
                #"{"Memory":100663296,"MemorySwap":100663296}"#
            ),
            (96 << 20, nil, #""Memory":33554432,"MemorySwap":-1"#, #"{"Memory":100663296,"MemorySwap":-1}"#),
            (.max, nil, "", #"{"Memory":9223372036854775807,"MemorySwap":9223372036854775807}"#),
            (nil, 500_000_000, "", #"{"NanoCpus":500000000}"#),
            (nil, 500_000_000, #""NanoCpus":1,"CpuPeriod":0"#, #"{"NanoCpus":500000000}"#),
            (nil, 1_500_000_000, #""CpuQuota":50000"#, #"{"CpuPeriod":100000,"CpuQuota":150000}"#),
            (nil, 1_500_000_000, #""CpuQuota":5000,"CpuPeriod":10000"#, #"{"CpuPeriod":10000,"CpuQuota":15000}"#),
            (0, nil, "", nil), (-1, nil, "", nil), (nil, 0, "", nil), (nil, nil, "", nil), (1 << 20, -1, "", nil),
            (nil, .max, #""CpuQuota":5"#, nil),
        ] as [(Int64?, Int64?, String, String?)]
    )
    func update(memory: Int64?, cpus: Int64?, current: String, body: String?) async throws {
        let inspection = #"{"Id":"\#(OneAnswer.id)","State":{},"HostConfig":{\#(current)}}"#
        let sent = try await OneAnswer.requests(200, #"{"Warnings":["no swap\nlimit"]}"#, inspect: inspection) {
            client in
            do throws(DockerError) {
                let warnings = try await client.updateContainer(
                    "web",
                    memoryBytes: memory,
                    nanoCPUs: cpus,
                    timeout: .seconds(5)
                )
                #expect(warnings == ["no swap limit"])
            } catch {
                #expect(error.code == .invalidRequest)
                #expect(body == nil)
            }
        }
        func members(_ bytes: [UInt8]) -> Set<EngineValue.Member> { Set(EngineValue(parsing: bytes)?.members ?? []) }
        let updates = sent.filter { $0.method == "POST" }
        #expect(updates.map { members($0.body) } == (body.map { [members(Array($0.utf8))] } ?? []))
    }

    @Test(
        "an engine without such a call is another thing than no such container",
        arguments: [
            ("Not Found", .apiVersionUnsupported), ("No such container: web", .notFound),
        ] as [(String, DockerError.Code)]
    )
    func missing(message: String, code: DockerError.Code) async throws {
        _ = try await OneAnswer.requests(404, #"{"message":"\#(message)"}"#) { client in
            let error = await failure { () async throws(DockerError) in
                try await client.updateContainer("web", memoryBytes: 1 << 30, nanoCPUs: nil, timeout: .seconds(5))
            }
            #expect(error?.code == code)
            #expect(error?.mayHaveHappened == false)
        }
    }
}
