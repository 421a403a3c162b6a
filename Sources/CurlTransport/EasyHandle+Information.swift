import CCurl

/// libcurl's account of a transfer that has ended.
extension EasyHandle {
    /// From the start until the connection stood, name resolution included; zero while there is none.
    var connectTime: Duration {
        var value: curl_off_t = 0
        let result = hemostat_curl_easy_getinfo_offset(pointer, CURLINFO_CONNECT_TIME_T, &value)
        return result == CURLE_OK ? .microseconds(value) : .zero
    }

    /// `errno` of the last failed attempt to connect, 0 when there was none; nil where libcurl cannot be asked.
    var systemError: Int32? {
        var value = 0
        guard hemostat_curl_easy_getinfo_long(pointer, CURLINFO_OS_ERRNO, &value) == CURLE_OK else { return nil }
        return Int32(truncatingIfNeeded: value)
    }
}
