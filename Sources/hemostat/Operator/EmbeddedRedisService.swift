import ServiceLifecycle
import SharedState

/// Supervises the private Redis while the operator runs.
struct EmbeddedRedisService: Service {
    let redis: EmbeddedRedis

    func run() async { await cancelWhenGracefulShutdown { await redis.run() } }
}
