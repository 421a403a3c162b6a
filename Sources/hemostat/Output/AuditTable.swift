import HemoStatCore

/// What `hemostat audit` shows: newest first.
struct AuditTable {
    private let records: [AuditRecord]

    init(_ records: [AuditRecord]) { self.records = records }

    var text: String {
        guard !records.isEmpty else { return "Nothing was done or denied yet.\n" }
        var table = TextTable(["WHEN", "HOST", "CONTAINER", "ACTION", "OUTCOME", "POLICY", "WHY"])
        for record in records {
            table.add([
                "\(record.at)", record.host, record.container, record.action,
                record.gate.map { "\(record.outcome) (\($0))" } ?? record.outcome, record.policy ?? "",
                record.message ?? "",
            ])
        }
        return table.text
    }
}
