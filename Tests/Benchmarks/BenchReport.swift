import FoundationEssentials
import Glibc

/// The table on stdout and the same figures as JSON.
struct BenchReport {
    var figures: [Figure]

    var table: String {
        let rows =
            [["FIGURE", "RUNS", "MEDIAN ms", "P99 ms", "MAX ms", "GOAL", "REFERENCE"]]
            + figures.map { figure in
                [
                    figure.name, "\(figure.samples.count)", text(figure.median), text(figure.percentile(99)),
                    text(figure.percentile(100)), figure.goal, figure.reference,
                ]
            }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { $1 + String(repeating: " ", count: widths[$0] - $1.count + 2) }.joined() + "\n"
        }.joined()
    }

    func json() throws -> [UInt8] {
        let entries = figures.map {
            Entry(
                name: $0.name,
                runs: $0.samples.count,
                medianMilliseconds: $0.median,
                p99Milliseconds: $0.percentile(99),
                maximumMilliseconds: $0.percentile(100),
                samplesMilliseconds: $0.samples
            )
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return Array(try encoder.encode(entries))
    }

    private struct Entry: Encodable {
        var name: String
        var runs: Int
        var medianMilliseconds: Double
        var p99Milliseconds: Double
        var maximumMilliseconds: Double
        var samplesMilliseconds: [Double]
    }

    private func text(_ milliseconds: Double) -> String {
        "\((milliseconds * 10).rounded() / 10)"
    }
}
