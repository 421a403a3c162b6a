/// How the private Redis is run.
package struct EmbeddedRedisOptions: Sendable {
    /// The program: a name to be found in `PATH`, or a path.
    package var executable = "redis-server"
    /// Until a started server answers; loading its data does not count.
    package var startLimit = Duration.seconds(10)
    /// Until a server that loads its data serves.
    package var loadLimit = Duration.seconds(300)
    /// Until a server that was asked to end is gone.
    package var stopLimit = Duration.seconds(10)
    /// Until a `PING` counts as unanswered.
    package var pingLimit = Duration.seconds(2)

    package init() {}
}
