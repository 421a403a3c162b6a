/// A whole response.
package struct HTTPResponse: Sendable {
    package let status: Int
    package let headers: [HTTPHeader]
    package let body: [UInt8]

    /// The value of the first header field of that name, whatever its case.
    package func header(_ name: String) -> String? {
        headers.first(named: name)
    }
}
