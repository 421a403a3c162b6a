package import NIOCore
import NIOPosix

/// The one event loop thread that all Redis connections of the process share unless they are given another.
package enum RedisEventLoop {
    /// Lives as long as the process and is never shut down.
    package static let shared: any EventLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()

    /// Waits, also in a cancelled task: for work that has to end properly whatever was cancelled.
    static func pause(_ duration: Duration) async {
        await withCheckedContinuation { continuation in
            _ = shared.scheduleTask(in: TimeAmount(duration)) { continuation.resume() }
        }
    }
}
