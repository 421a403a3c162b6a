import HemoStatCore

/// What `hemostat audit verify` shows: a line a chain, and where one is broken.
struct AuditReportTable {
    private let reports: [AuditReport]

    init(_ reports: [AuditReport]) { self.reports = reports }

    var text: String {
        guard !reports.isEmpty else { return "No host has been observed yet.\n" }
        var table = TextTable(["HOST", "LOG", "INTACT", "ENTRIES", "FIRST", "HEAD"])
        for report in reports {
            table.add([
                report.host, report.chain, report.isIntact ? "True" : "False", "\(report.entries)", "\(report.first)",
                report.head ?? "",
            ])
        }
        return table.text
            + reports.compactMap { report in report.problem.map { "  \(report.host) \(report.chain): \($0)\n" } }
            .joined()
    }
}
