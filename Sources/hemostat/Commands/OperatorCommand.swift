import Agents
import ArgumentParser

struct OperatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator",
        abstract: "Run the daemon: observe, analyse, act and tell, as the policies say.",
        discussion: """
            Flags override the environment. Without --redis and without REDIS_URL or REDIS_HOST it runs a private \
            redis-server in the state directory. Exit codes: 1 it failed, 2 a setting is wrong, 3 Docker or Redis \
            cannot be reached.

            EXAMPLES
              hemostat operator --policies /etc/hemostat/policies
              hemostat operator --policies policies/ --redis redis://redis:6379/0
              hemostat operator --policies policies/ --state-dir /tmp/hs --http 127.0.0.1:0
            """
    )

    @Option(help: "A directory of policies (or one file) that is kept applied.")
    var policies: String?

    @Option(help: "The Redis to use: redis://, rediss:// or unix:// (REDIS_URL).")
    var redis: String?

    @Option(help: "The Docker engine of this machine: unix:// or tcp:// (DOCKER_HOST), or none.")
    var docker: String?

    @Option(
        name: .customLong("docker-host"),
        help: ArgumentHelp("A further engine and its name; may be repeated.", valueName: "NAME=ENDPOINT")
    )
    var dockerHosts: [String] = []

    @Option(name: .customLong("host-name"), help: "What the engine is called: its namespace.")
    var hostName = "default"

    @Option(help: "Plain HTTP for probes, HOST:PORT (HEMOSTAT_HTTP; default 127.0.0.1:8421).")
    var http: String?

    @Flag(help: "Allow --http on addresses other than loopback.")
    var insecure = false

    @Option(help: "This replica's name among others (default: the machine's name and process).")
    var identity: String?

    @Option(help: "What this replica does: host, analyzer, alert (default: all), comma-separated.")
    var roles: String?

    @Option(name: .customLong("secrets-dir"), help: "Where files are that documents refer to: keys, certificates.")
    var secretsDirectory: String?

    @Option(help: ArgumentHelp("How long a lease lasts without renewal (default: 6s).", visibility: .hidden))
    var lease: String?

    @Option(name: .customLong("state-dir"), help: "Where socket, lock and private Redis live (HEMOSTAT_STATE_DIR).")
    var stateDirectory: String?

    func run() async throws {
        let environment = ProcessEnvironment.current
        let configuration = try OperatorConfiguration(self, environment)
        let logger = HemoStatLogger.logger("operator", configuration.log)
        ProcessLimits.raise(logger)
        try await OperatorProcess(configuration, environment, logger).run()
    }
}
