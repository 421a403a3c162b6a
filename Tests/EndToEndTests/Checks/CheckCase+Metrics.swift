import TestSupport

// What is measured once a second.
extension CheckCase {
    /// Stands for the device that Docker's data are on.
    ///
    /// Without a limit on it many a kernel counts nothing with cgroup v1, and `docker stats` shows zeros.
    static let disk = "DISK"

    static let metrics: [CheckCase] = {
        let busy = Subject.told("while :; do :; done")
        let sends = "while :; do nc $(cat /peer) 7001 < /dev/zero; sleep 0.2; done"
        let receives = "while :; do tail -f /dev/null | nc -l -p 7000 > /dev/null; done"
        let writes = "dd if=/dev/zero of=/ballast bs=256k count=2"
        let fills = "dd if=/dev/zero of=/dev/shm/ballast bs=1M count=30"
        return [
            CheckCase(
                word: "cpu",
                expectation: #"cpu: {below: "50%"}, for: 2s"#,
                command: busy,
                options: ["--cpus", "0.1"],
                rule: "SustainedCPU"
            ),
            CheckCase(
                word: "cores",
                expectation: "cores: {below: 0.05}, for: 2s",
                command: busy,
                options: ["--cpus", "0.1"],
                rule: "SustainedCPU"
            ),
            CheckCase(
                word: "memory",
                expectation: #"memory: {below: "60%"}, for: 2s"#,
                command: Subject.told(fills),
                options: ["-m", "40m"],
                rule: "MemoryPressure"
            ),
            CheckCase(
                word: "memory-bytes",
                expectation: "memoryBytes: {below: 24Mi}, for: 2s",
                command: Subject.told(fills),
                rule: "MemoryPressure"
            ),
            CheckCase(
                word: "pids",
                expectation: "pids: {below: 12}, for: 2s",
                command: Subject.told("for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 3600 & done"),
                rule: "ManyProcesses"
            ),
            CheckCase(
                word: "network-out",
                expectation: "network: {transmitBelow: 100Ki}, for: 2s",
                command: Subject.told(sends),
                options: ["--cpus", "0.1"],
                breakIt: { container, ward in
                    let peer = try await ward.address(of: "peer")
                    try await container.exec("sh", "-c", "echo \(peer) > /peer; touch /go")
                },
                rule: "SustainedTraffic"
            ),
            CheckCase(
                word: "network-in",
                expectation: "network: {receiveBelow: 100Ki}, for: 2s",
                command: Subject.told(receives),
                options: ["--cpus", "0.1"],
                breakIt: { container, ward in
                    try await container.exec("touch", "/go")
                    let address = try await ward.address(of: "network-in")
                    // In vain once the other side is well again.
                    let send = "while :; do nc \(address) 7000 < /dev/zero; sleep 0.2; done"
                    try await ward.docker.command([
                        "exec", "-d", "\(ward.prefix)-peer", "timeout", "60", "sh", "-c", send,
                    ])
                },
                rule: "SustainedTraffic"
            ),
            CheckCase(
                word: "block-write",
                expectation: "blockIO: {writeBelow: 100Ki}, for: 2s",
                command: Subject.told("while :; do \(writes) conv=fsync 2>/dev/null; sleep 0.1; done"),
                options: ["--device-write-bps", "\(disk):1gb"],
                rule: "SustainedTraffic"
            ),
            CheckCase(
                word: "block-read",
                expectation: "blockIO: {readBelow: 100Ki}, for: 2s",
                command: Subject.told(
                    "\(writes) conv=fsync; while :; do dd if=/ballast of=/dev/null bs=256k iflag=direct; sleep 0.1; done"
                ),
                options: ["--device-read-bps", "\(disk):1gb"],
                rule: "SustainedTraffic"
            ),
        ]
    }()
}
