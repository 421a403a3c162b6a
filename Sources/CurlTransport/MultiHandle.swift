import CCurl

/// Owns curl's multi handle and with it the idle connections.
///
/// Unchecked because it is a bare pointer that only the pump thread uses, with one exception: ``wake()``, which libcurl
/// allows from any thread. Whoever lets go last frees it; by then the pump has removed all transfers.
final class MultiHandle: @unchecked Sendable {
    /// Connections kept for the next request, at most.
    static let maximumIdleConnections = 16
    /// libcurl ends the wait earlier by itself when one of its timers is due.
    private static let longestWaitMilliseconds: Int32 = 60_000

    private let pointer: UnsafeMutableRawPointer

    init?() {
        guard CurlLibrary.isReady, let pointer = curl_multi_init() else { return nil }
        self.pointer = pointer
        setOpenStreams(0)
        _ = hemostat_curl_multi_setopt_long(pointer, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
    }

    deinit {
        curl_multi_cleanup(pointer)
    }

    /// Ends the current or the next ``wait()``.
    ///
    /// From any thread.
    func wake() {
        curl_multi_wakeup(pointer)
    }

    /// libcurl's limit counts busy connections too: left at 16, seventeen open streams would have it close every idle
    /// connection at once.
    ///
    /// Guarded by the test "idle connections are kept beside many open streams".
    func setOpenStreams(_ count: Int) {
        let limit = Self.maximumIdleConnections + count
        _ = hemostat_curl_multi_setopt_long(pointer, CURLMOPT_MAXCONNECTS, limit)
    }

    func add(_ easy: EasyHandle) -> CURLMcode {
        curl_multi_add_handle(pointer, easy.pointer)
    }

    /// Closes the connection of a transfer that had not ended.
    func remove(_ easy: EasyHandle) {
        curl_multi_remove_handle(pointer, easy.pointer)
    }

    /// Does what can be done without waiting; the callbacks run in here.
    func perform() -> CURLMcode {
        var running: Int32 = 0
        return curl_multi_perform(pointer, &running)
    }

    /// Sleeps until a socket, a timer or ``wake()`` wants attention.
    func wait() -> CURLMcode {
        curl_multi_poll(pointer, nil, 0, Self.longestWaitMilliseconds, nil)
    }

    /// The transfers that have ended since the last call, by handle.
    ///
    /// Copied: a message does not survive the removal of its handle.
    func takeEnded() -> [(easy: UnsafeMutableRawPointer, result: CURLcode)] {
        var ended: [(easy: UnsafeMutableRawPointer, result: CURLcode)] = []
        var remaining: Int32 = 0
        while let message = curl_multi_info_read(pointer, &remaining) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            ended.append((easy, message.pointee.data.result))
        }
        return ended
    }
}
