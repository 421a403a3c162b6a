import CCurl

extension CurlError {
    /// libcurl's result and its own words about it, as ours.
    init(_ result: CURLcode, _ detail: String, at place: String, mayHaveBeenSent: Bool) {
        let code = Self.code(of: result, detail, mayHaveBeenSent: mayHaveBeenSent)
        let cause = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
        self.init(code, "\(place): \(Self.summary(of: code)) (\(cause))", mayHaveBeenSent: mayHaveBeenSent)
    }

    private static func code(of result: CURLcode, _ detail: String, mayHaveBeenSent: Bool) -> Code {
        switch result {
        case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN:
            .invalidRequest
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            .couldNotResolve
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_PROXY:
            .couldNotConnect
        case CURLE_OPERATION_TIMEDOUT:
            .timedOut
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED,
            CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED:
            .tls
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR:
            codeOfBrokenConnection(detail)
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SSL_SHUTDOWN_FAILED:
            .connectionClosed
        case CURLE_FILESIZE_EXCEEDED:
            .bodyTooLarge
        default:
            mayHaveBeenSent ? .protocolError : .couldNotConnect
        }
    }

    /// libcurl uses one result for three things and tells them apart only in words: with TLS 1.3 a refused client
    /// certificate shows as an alert on the first read, and broken chunk framing counts as a receive error.
    ///
    /// Guarded by the tests "a peer that wants a client certificate…" and "what is not HTTP…".
    private static func codeOfBrokenConnection(_ detail: String) -> Code {
        if detail.contains("chunked-encoding") { return .protocolError }
        return detail.contains("SSL") && detail.contains("alert") ? .tls : .connectionClosed
    }

    private static func summary(of code: Code) -> String {
        switch code {
        case .invalidRequest: "libcurl refuses the request; check its URL and options"
        case .couldNotResolve: "the host name has no address; check its spelling and the resolver"
        case .couldNotConnect: "no connection; check that the server runs and the address is right"
        case .timedOut: "no complete answer in time; check the server's load or allow more time"
        case .connectionClosed: "the connection closed before the answer was complete; check the server's log"
        case .tls: "TLS failed; check CA, certificate, key and host name"
        case .bodyTooLarge: "the response body is larger than allowed"
        case .lineTooLong: "a line of the response is longer than allowed"
        case .protocolError: "the answer is not proper HTTP; check what listens there"
        case .shutDown: "the transport was shut down"
        }
    }
}
