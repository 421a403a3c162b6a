/// Status and header fields of the final response (never of an informational one).
struct ResponseHead: Sendable, Equatable {
    let status: Int
    let headers: [HTTPHeader]
}
