import ArgumentParser

/// How a client verb finds its operator.
struct ServerOptions: ParsableArguments {
    @Option(
        name: .customLong("state-dir"),
        help:
            "The operator's state directory (HEMOSTAT_STATE_DIR; default /var/lib/hemostat, or $XDG_STATE_HOME/hemostat)."
    )
    var givenStateDirectory: String?

    var stateDirectory: String {
        givenStateDirectory ?? StateDirectory.standard(ProcessEnvironment.current)
    }
}
