/// A log stream broke its own framing.
struct LogFramingError: Error {}
