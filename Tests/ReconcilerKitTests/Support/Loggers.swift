import Logging

/// A logger that keeps its lines to itself.
let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
