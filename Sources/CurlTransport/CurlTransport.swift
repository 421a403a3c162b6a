import Synchronization

/// HTTP/1.1 over TCP, TLS and unix sockets, for any number of tasks, on one thread of its own.
///
/// Requests without side effect share up to 16 idle connections; the others each open their own. Redirects are not
/// followed, bodies not decompressed. Cancelling a task, or dropping a stream's body, closes its connection.
package final class CurlTransport: Sendable {
    private let inbox: Inbox?
    private let ended = Latch()
    private let thread: Mutex<PumpThread?>
    private let lastNumber = Atomic<UInt64>(0)

    /// Starts the pump thread.
    ///
    /// Without one (no memory, no threads left) every request fails with `.shutDown`.
    package init() {
        guard let multi = MultiHandle() else {
            inbox = nil
            thread = Mutex(nil)
            ended.open()
            return
        }
        let inbox = Inbox(multi)
        let thread = PumpThread(inbox, multi, ended: ended)
        self.inbox = inbox
        self.thread = Mutex(thread)
        guard thread == nil else { return }
        _ = inbox.close("no thread could be started for it")
        ended.open()
    }

    deinit {
        _ = inbox?.post(.stop)
        thread.withLock { $0 }?.detach()
    }

    /// Sends a request and waits for the whole response.
    ///
    /// Throws ``CurlError``, `CancellationError`.
    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let line = try makeLine(for: request)
        return try await ResponseCollector(line, maximumBytes: request.maximumBodyBytes).response(to: request)
    }

    /// Sends a request and returns once the response head has arrived.
    ///
    /// Throws ``CurlError``, `CancellationError`.
    package func open(_ request: HTTPRequest) async throws -> HTTPStream {
        let channel = StreamChannel(try makeLine(for: request))
        // Made first: whatever happens from here on, its end ends the transfer.
        let body = HTTPBody(channel)
        let head = try await channel.head(of: request)
        return HTTPStream(status: head.status, headers: head.headers, body: body)
    }

    /// Opens a TCP connection and closes it at once; not a byte is sent.
    ///
    /// `host` is a name, an IPv4 or an IPv6 address (brackets or not, perhaps with a zone, as in `fe80::1%eth0`). Of a
    /// name's addresses the first that accepts counts. `timeout` bounds all of it, name resolution too. Returns the time
    /// from the start until the connection stood. Throws `CancellationError`, ``CurlError``: `.couldNotConnect` (refused),
    /// `.unreachable`, `.connectTimedOut`, `.couldNotResolve`, `.localFailure`, `.invalidRequest`, `.shutDown`, and
    /// `.timedOut` when `timeout` is not above zero.
    package func connect(host: String, port: UInt16, timeout: Duration) async throws -> Duration {
        guard let request = HTTPRequest(connectingTo: host, port: port, timeout: timeout) else {
            throw HTTPRequest.noPlaceToConnect
        }
        return try await ConnectProbe(try makeLine(for: request)).connect(by: request)
    }

    /// Fails what is in flight with `.shutDown`, closes all connections and ends the thread.
    ///
    /// Idempotent.
    package func shutdown() async {
        _ = inbox?.post(.stop)
        await ended.wait()
        // Immediate: opening the latch was the thread's last act.
        thread.withLock { $0.take() }?.join()
    }

    private func makeLine(for request: HTTPRequest) throws(CurlError) -> TransferLine {
        let place = try request.checked()
        guard let inbox else {
            throw CurlError(.shutDown, "\(place): libcurl could not be initialised; check the memory left")
        }
        let number = lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
        return TransferLine(number: number, place: place, inbox: inbox)
    }
}
