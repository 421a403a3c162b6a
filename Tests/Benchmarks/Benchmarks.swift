import Glibc
import TestSupport

/// `make bench`: measures on real Docker, prints one table, writes `.build/bench.json`.
@main
struct Benchmarks {
    static func main() async {
        do {
            let docker = try await Docker.requireEngine()
            let figures = [
                try await UnhealthyToRestart(docker: docker, containers: 21, rounds: 2).measure(),
                try await Takeover(docker: docker, isPolite: false, runs: 20).measure(),
                try await Takeover(docker: docker, isPolite: true, runs: 20).measure(),
            ]
            let report = BenchReport(figures: figures)
            Console.words("")
            Console.data(report.table)
            try Files.write(String(decoding: try report.json(), as: UTF8.self), to: ".build/bench.json")
        } catch {
            Console.words("error: \(error)")
            exit(1)
        }
    }
}
