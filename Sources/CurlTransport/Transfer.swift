import CCurl

/// One exchange on the pump thread: the easy handle, and what its callbacks have seen.
///
/// The pump's table keeps it alive for as long as libcurl may call back.
final class Transfer {
    let number: UInt64
    let easy: EasyHandle
    private let place: RequestPlace
    private let sink: any TransferSink
    private var parser = HeadParser()
    /// Why a callback stopped the transfer.
    private var failure: CurlError?
    private var mayHaveBeenSent = false
    private var hasBegunTLS = false

    init(number: UInt64, _ request: HTTPRequest, _ place: RequestPlace, _ sink: any TransferSink) throws(CurlError) {
        self.number = number
        self.place = place
        self.sink = sink
        do {
            easy = try EasyHandle()
            try easy.apply(request)
            try setCallbacks()
        } catch {
            let detail = String(cString: curl_easy_strerror(error.result))
            throw CurlError(error.result, detail, at: place.description, TransferProgress())
        }
    }

    /// Tells the sink how libcurl ended the transfer.
    func finish(_ result: CURLcode) {
        if result == CURLE_OK { sink.receive(connectTime: easy.connectTime) }
        guard failure == nil, result != CURLE_OK else { return sink.finish(failure) }
        // These two quote the URL or the proxy's, which may hold a password.
        let isQuoting = result == CURLE_URL_MALFORMAT || result == CURLE_COULDNT_RESOLVE_PROXY
        let detail = isQuoting ? "" : easy.detail
        sink.finish(CurlError(result, detail, at: place.description, progress))
    }

    /// Tells the sink that we ended the transfer.
    func fail(_ code: CurlError.Code, _ problem: String) {
        sink.finish(error(code, problem))
    }

    var isStream: Bool { sink.isStream }

    private var progress: TransferProgress {
        TransferProgress(hasBegunTLS: hasBegunTLS, mayHaveBeenSent: mayHaveBeenSent, systemError: easy.systemError)
    }

    // MARK: Callbacks

    private func setCallbacks() throws(EasyHandle.Refusal) {
        try easy.setCallbacks(
            owner: Unmanaged.passUnretained(self).toOpaque(),
            header: { bytes, size, count, owner in
                Transfer.owner(owner)?.receiveHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
            },
            body: { bytes, size, count, owner in
                Transfer.owner(owner)?.receiveBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
            },
            beforeSending: { owner, _, _, _, _ in
                Transfer.owner(owner)?.mayHaveBeenSent = true
                return CURL_PREREQFUNC_OK
            }
        )
        guard place.usesTLS else { return }
        let isTold = easy.setHandshakeCallback(owner: Unmanaged.passUnretained(self).toOpaque()) { _, _, owner in
            Transfer.owner(owner)?.hasBegunTLS = true
            return CURLE_OK
        }
        hasBegunTLS = !isTold
    }

    private static func owner(_ pointer: UnsafeMutableRawPointer?) -> Transfer? {
        pointer.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func receiveHeader(_ line: UnsafeRawBufferPointer) -> Int {
        guard !line.isEmpty else { return 0 }
        switch parser.receive(line) {
        case .more:
            return line.count
        case .complete(let head):
            sink.receive(head)
            return line.count
        case .tooLarge:
            failure = error(.protocolError, "the response head exceeds \(HeadParser.maximumBytes) bytes")
        case .malformed:
            failure = error(.protocolError, "the response has no proper status line; check what listens there")
        }
        return 0
    }

    private func receiveBody(_ chunk: UnsafeRawBufferPointer) -> Int {
        guard !chunk.isEmpty else { return 0 }
        switch sink.receive(chunk) {
        case .taken:
            return chunk.count
        case .pause:
            return Int(CURL_WRITEFUNC_PAUSE)
        case .tooLarge(let limit):
            failure = error(.bodyTooLarge, "the response body exceeds \(limit) bytes")
        case .unwanted:
            failure = error(.connectionClosed, "nobody reads the response any more")
        }
        return 0
    }

    private func error(_ code: CurlError.Code, _ problem: String) -> CurlError {
        CurlError(code, "\(place): \(problem)", mayHaveBeenSent: mayHaveBeenSent)
    }
}
