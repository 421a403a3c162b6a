import CCurl

extension EasyHandle {
    /// Sets everything a request says, and what holds for all of them.
    func apply(_ request: HTTPRequest) throws(Refusal) {
        try applyRules()
        try set(CURLOPT_URL, request.url)
        try set(CURLOPT_UNIX_SOCKET_PATH, request.unixSocketPath)
        if !request.usesProxy { try set(CURLOPT_NOPROXY, "*") }
        try set(CURLOPT_CONNECT_ONLY, request.connectsOnly ? 1 : 0)
        try set(CURLOPT_FRESH_CONNECT, request.hasSideEffect ? 1 : 0)
        try set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(request.connectTimeout))
        try set(CURLOPT_TIMEOUT_MS, request.timeout.map(Self.milliseconds) ?? 0)
        try apply(request.tls ?? TLSOptions())
        try applyMethod(request)
        try setHeaders(Self.headerLines(request))
    }

    private func applyRules() throws(Refusal) {
        try set(CURLOPT_NOSIGNAL, 1)
        try closeSocketsOnExec()
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // Ends a transfer that is still resolving at once. Without it the pump, and every stream with it, stands still
        // until the resolver's thread gives up.
        try set(CURLOPT_QUICK_EXIT, 1)
        // For calls too, because a stream may inherit their connection. A dead peer shows after 15 + 9 × 5 s.
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_TCP_KEEPIDLE, 15)
        try set(CURLOPT_TCP_KEEPINTVL, 5)
    }

    private func apply(_ tls: TLSOptions) throws(Refusal) {
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, tls.verifyPeer ? 1 : 0)
        try set(CURLOPT_SSL_VERIFYHOST, tls.verifyPeer ? 2 : 0)
        if let file = tls.caFile { try set(CURLOPT_CAINFO, file) }
        if let file = tls.certificateFile { try set(CURLOPT_SSLCERT, file) }
        if let file = tls.keyFile ?? tls.certificateFile { try set(CURLOPT_SSLKEY, file) }
    }

    private func applyMethod(_ request: HTTPRequest) throws(Refusal) {
        switch (request.method, request.body) {
        case (.get, nil):
            try set(CURLOPT_HTTPGET, 1)
        case (.head, _):
            try set(CURLOPT_NOBODY, 1)
        case (.delete, nil):
            try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        case (_, let body):
            try set(CURLOPT_POST, 1)
            try setBody(body ?? [])
            if request.method != .post { try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
        }
    }

    /// libcurl's notation: `Name: value`, `Name;` for an empty value, `Name:` to leave out a header of libcurl's own.
    private static func headerLines(_ request: HTTPRequest) -> [String] {
        var lines = request.headers.map { header in
            let isEmpty = header.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
            return isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
        }
        // It would wait a second for a 100 Continue before a large body, and call every body a form.
        for own in ["Expect", "Content-Type"] where request.headers.first(named: own) == nil {
            lines.append("\(own):")
        }
        return lines
    }

    /// Rounded up, and at least one: libcurl reads 0 as no limit.
    private static func milliseconds(_ duration: Duration) -> Int {
        let longest = Duration.milliseconds(Int(Int32.max))
        guard duration < longest else { return Int(Int32.max) }
        let (seconds, attoseconds) = duration.components
        let perMillisecond: Int64 = 1_000_000_000_000_000
        return max(1, Int(seconds) * 1000 + Int((attoseconds + perMillisecond - 1) / perMillisecond))
    }
}
