import Testing

@testable import HemoStatCore

@Suite("LedgerKey")
struct LedgerKeyTests {
    @Test(
        "counters survive recreation: Compose number, Swarm slot, else the name",
        arguments: [
            ([:], "name/web-1"),
            (["com.docker.compose.project": "shop"], "name/web-1"),
            (["com.docker.compose.project": "shop", "com.docker.compose.service": "web"], "compose/shop/web/1"),
            (
                [
                    "com.docker.compose.project": "shop", "com.docker.compose.service": "web",
                    "com.docker.compose.container-number": "3",
                ], "compose/shop/web/3"
            ),
            (["com.docker.swarm.service.id": "s1", "com.docker.swarm.task.name": "shop_web.2.x7k"], "swarm/s1/2"),
            (["com.docker.swarm.service.id": "s1", "com.docker.swarm.task.name": "my.web.2.x7k"], "swarm/s1/2"),
            (["com.docker.swarm.service.id": "s1", "com.docker.swarm.task.name": "odd"], "swarm/s1/odd"),
        ] as [([String: String], String)]
    )
    func keys(labels: [String: String], key: String) {
        #expect(Given.container { $0.labels = labels }.ledgerKey == key)
    }
}
