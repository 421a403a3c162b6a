extension TestChange {
    /// The change in the words of the test: `state: Exited, exitCode: 1`.
    var summary: String {
        let whole: [(String, String?)] = [
            ("state", state?.rawValue), ("by", by?.rawValue), ("exitCode", exitCode.map { "\($0)" }),
            ("oomKilled", oomKilled.map { "\($0)" }), ("health", health?.rawValue), ("image", image),
            ("restarts", restarts.map { "\($0)" }), ("reachable", reachable.map { "\($0)" }),
            ("removed", removed.map { "\($0)" }), ("log", log.map(Diagnostic.quote)),
        ]
        let used: [(String, String?)] = [
            ("cpu", cpu?.description), ("cores", cores.map { "\(MeasuredValue.number($0))" }),
            ("memory", memory?.description), ("memoryBytes", memoryBytes?.description), ("pids", pids.map { "\($0)" }),
            ("network.receive", network?.receive?.description), ("network.transmit", network?.transmit?.description),
            ("blockIO.read", blockIO?.read?.description), ("blockIO.write", blockIO?.write?.description),
        ]
        let answers = (probes ?? [:]).sorted { $0.key < $1.key }.map {
            ("probes.\($0.key)", Optional($0.value.rawValue))
        }
        return (whole + used + answers).compactMap { name, value in value.map { "\(name): \($0)" } }
            .joined(separator: ", ")
    }
}
