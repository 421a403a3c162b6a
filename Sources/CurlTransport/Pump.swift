import CCurl

/// The loop that owns every curl handle.
///
/// Made, run and ended on the one pump thread.
final class Pump {
    private let inbox: Inbox
    private let multi: MultiHandle
    /// By number, as commands name them, and the numbers by easy handle, as libcurl names them.
    private var transfers: [UInt64: Transfer] = [:]
    private var numbers: [UnsafeMutableRawPointer: UInt64] = [:]
    private var openStreams = 0

    init(_ inbox: Inbox, _ multi: MultiHandle) {
        self.inbox = inbox
        self.multi = multi
    }

    /// Returns once a stop was posted; by then every sink has been told and the inbox is closed.
    func run() {
        while execute(inbox.take()) {
            check(multi.perform())
            for (easy, result) in multi.takeEnded() {
                numbers[easy].flatMap(remove)?.finish(result)
            }
            check(multi.wait())
        }
        failAll(.shutDown, "the transport was shut down")
        let late = inbox.close("the transport was shut down")
        for case .start(_, _, let place, let sink) in late {
            sink.finish(CurlError(.shutDown, "\(place): the transport was shut down"))
        }
    }

    /// False when one of them was to stop; requests that came with it are failed like those under way.
    private func execute(_ commands: [Command]) -> Bool {
        var goesOn = true
        for command in commands {
            switch command {
            case .start(let number, let request, let place, let sink):
                start(number, request, place, sink)
            case .unpause(let number):
                unpause(number)
            case .cancel(let number):
                _ = remove(number)
            case .stop:
                goesOn = false
            }
        }
        return goesOn
    }

    private func start(_ number: UInt64, _ request: HTTPRequest, _ place: RequestPlace, _ sink: any TransferSink) {
        guard sink.isWanted else { return }
        do {
            let transfer = try Transfer(number: number, request, place, sink)
            transfers[number] = transfer
            numbers[transfer.easy.pointer] = number
            countStreams(transfer, by: 1)
            let result = multi.add(transfer.easy)
            guard result == CURLM_OK else {
                return fail(number, .couldNotConnect, "libcurl refused it (\(Self.words(result)))")
            }
        } catch {
            sink.finish(error)
        }
    }

    /// libcurl only reports it when the sink refuses what comes at once; ending the transfer is ours.
    private func unpause(_ number: UInt64) {
        guard let transfer = transfers[number] else { return }
        let result = transfer.easy.unpause()
        if result != CURLE_OK { remove(number)?.finish(result) }
    }

    /// Takes a transfer out of libcurl and out of the tables.
    private func remove(_ number: UInt64) -> Transfer? {
        guard let transfer = transfers.removeValue(forKey: number) else { return nil }
        numbers[transfer.easy.pointer] = nil
        multi.remove(transfer.easy)
        countStreams(transfer, by: -1)
        return transfer
    }

    private func countStreams(_ transfer: Transfer, by change: Int) {
        guard transfer.isStream else { return }
        openStreams += change
        multi.setOpenStreams(openStreams)
    }

    private func fail(_ number: UInt64, _ code: CurlError.Code, _ problem: String) {
        remove(number)?.fail(code, problem)
    }

    private func failAll(_ code: CurlError.Code, _ problem: String) {
        for number in transfers.keys.sorted() {
            fail(number, code, problem)
        }
    }

    /// A failure of the multi handle itself (out of memory, a socket table out of step) spares no transfer.
    private func check(_ result: CURLMcode) {
        guard result != CURLM_OK else { return }
        failAll(.connectionClosed, "libcurl failed as a whole (\(Self.words(result)))")
    }

    private static func words(_ result: CURLMcode) -> String {
        String(cString: curl_multi_strerror(result))
    }
}
