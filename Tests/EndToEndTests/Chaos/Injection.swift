/// One thing done to the rig in a round of chaos.
enum Injection: Sendable, CustomStringConvertible {
    /// Who is meant: a replica by its number, or whoever leads a host at that moment.
    enum Victim: Sendable, CustomStringConvertible {
        case replica(Int)
        case leader(host: Int)

        var description: String {
            switch self {
            case .replica(let number): "r\(number + 1)"
            case .leader(let host): "the leader of \(ChaosHost.names[host])"
            }
        }
    }

    /// The container turns ill, or ends.
    case breakContainer(host: Int, patient: Int)
    case kill(Victim)
    case freeze(Victim)
    /// Pulls its network cable; it still reaches Docker.
    case partition(Victim)
    case freezePrimary
    case killPrimary
    /// SIGKILL instead of SIGTERM when `hard`; its containers go on.
    case restartEngine(hard: Bool)
    case freezeEngine
    /// The wall clock of a replica moves by so many seconds.
    case jumpClock(replica: Int, seconds: Int)
    /// Undoes everything but the breaking of containers.
    case mend

    var description: String {
        switch self {
        case .breakContainer(let host, let patient):
            "break \(ChaosHost.names[host])/\(ChaosPatient.Kind.allCases[patient])"
        case .kill(let victim): "kill -9 \(victim)"
        case .freeze(let victim): "freeze \(victim)"
        case .partition(let victim): "partition \(victim)"
        case .freezePrimary: "freeze the Redis primary"
        case .killPrimary: "kill -9 the Redis primary"
        case .restartEngine(let hard): hard ? "kill -9 and start dockerd" : "restart dockerd"
        case .freezeEngine: "freeze dockerd"
        case .jumpClock(let replica, let seconds): "move the clock of r\(replica + 1) by \(seconds) s"
        case .mend: "mend"
        }
    }
}
