import CCurl
import Glibc

/// What is done once per process before libcurl is used.
enum CurlLibrary {
    /// Initialises libcurl and ignores SIGPIPE: OpenSSL writes to closed sockets, `NOSIGNAL` or not.
    static let isReady: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    }()
}
