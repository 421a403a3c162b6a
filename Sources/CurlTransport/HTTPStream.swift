/// A response whose head has arrived and whose body is still arriving.
package struct HTTPStream: Sendable {
    package let status: Int
    package let headers: [HTTPHeader]
    package let body: HTTPBody

    /// The value of the first header field of that name, whatever its case.
    package func header(_ name: String) -> String? {
        headers.first(named: name)
    }
}
