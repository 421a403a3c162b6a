import CCurl
import Glibc

/// Owns one curl easy handle, its header list and its error text.
///
/// Lives and dies on the pump thread.
final class EasyHandle {
    /// libcurl refused an option.
    struct Refusal: Error {
        let result: CURLcode
    }

    let pointer: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var list: UnsafeMutablePointer<curl_slist>?

    init() throws(Refusal) {
        guard let pointer = curl_easy_init() else { throw Refusal(result: CURLE_FAILED_INIT) }
        self.pointer = pointer
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try Self.check(hemostat_curl_easy_setopt_pointer(pointer, CURLOPT_ERRORBUFFER, errorText))
    }

    deinit {
        curl_easy_cleanup(pointer)
        curl_slist_free_all(list)
        errorText.deallocate()
    }

    /// libcurl's own words about what went wrong; may be empty.
    var detail: String {
        String(cString: errorText)
    }

    func set(_ option: CURLoption, _ value: Int) throws(Refusal) {
        try Self.check(hemostat_curl_easy_setopt_long(pointer, option, value))
    }

    func set(_ option: CURLoption, _ value: String?) throws(Refusal) {
        try Self.check(hemostat_curl_easy_setopt_string(pointer, option, value))
    }

    /// libcurl copies the bytes.
    ///
    /// The size comes first: without it libcurl would look for a NUL.
    func setBody(_ bytes: [UInt8]) throws(Refusal) {
        try Self.check(
            hemostat_curl_easy_setopt_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
        )
        let result = bytes.withUnsafeBytes { raw in
            // An empty array may have no address, and libcurl reads standard input when it gets none.
            withUnsafeBytes(of: 0) { empty in
                let start = raw.baseAddress ?? empty.baseAddress
                return hemostat_curl_easy_setopt_pointer(
                    pointer,
                    CURLOPT_COPYPOSTFIELDS,
                    UnsafeMutableRawPointer(mutating: start)
                )
            }
        }
        try Self.check(result)
    }

    func setHeaders(_ lines: [String]) throws(Refusal) {
        for line in lines {
            guard let longer = curl_slist_append(list, line) else { throw Refusal(result: CURLE_OUT_OF_MEMORY) }
            list = longer
        }
        try Self.check(hemostat_curl_easy_setopt_list(pointer, CURLOPT_HTTPHEADER, list))
    }

    /// Routes header lines, body bytes and the moment before sending to `owner`, which must outlive the transfer.
    func setCallbacks(
        owner: UnsafeMutableRawPointer,
        header: curl_write_callback,
        body: curl_write_callback,
        beforeSending: curl_prereq_callback
    ) throws(Refusal) {
        try Self.check(hemostat_curl_easy_setopt_write(pointer, CURLOPT_HEADERFUNCTION, header))
        try Self.check(hemostat_curl_easy_setopt_pointer(pointer, CURLOPT_HEADERDATA, owner))
        try Self.check(hemostat_curl_easy_setopt_write(pointer, CURLOPT_WRITEFUNCTION, body))
        try Self.check(hemostat_curl_easy_setopt_pointer(pointer, CURLOPT_WRITEDATA, owner))
        try Self.check(hemostat_curl_easy_setopt_prerequest(pointer, beforeSending))
        try Self.check(hemostat_curl_easy_setopt_pointer(pointer, CURLOPT_PREREQDATA, owner))
    }

    /// Tells `owner`, which must outlive the transfer, when the TCP connection stands and a TLS handshake begins.
    ///
    /// False when libcurl's TLS library cannot tell.
    func setHandshakeCallback(owner: UnsafeMutableRawPointer, _ callback: @escaping curl_ssl_ctx_callback) -> Bool {
        hemostat_curl_easy_setopt_ssl_context(pointer, callback) == CURLE_OK
            && hemostat_curl_easy_setopt_pointer(pointer, CURLOPT_SSL_CTX_DATA, owner) == CURLE_OK
    }

    /// Sockets are not inherited by child processes (git, redis-server), which would keep a closed connection open.
    ///
    /// Guarded by the test "sockets are closed on exec".
    func closeSocketsOnExec() throws(Refusal) {
        try Self.check(
            hemostat_curl_easy_setopt_opensocket(pointer) { _, _, address in
                guard let address else { return CURL_SOCKET_BAD }
                let type = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
                return socket(address.pointee.family, type, address.pointee.protocol)
            }
        )
    }

    /// May call the body callback before it returns, whose failure it reports but does not act upon.
    func unpause() -> CURLcode {
        curl_easy_pause(pointer, CURLPAUSE_CONT)
    }

    private static func check(_ result: CURLcode) throws(Refusal) {
        guard result == CURLE_OK else { throw Refusal(result: result) }
    }
}
