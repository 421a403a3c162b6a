// What a test expects, held against what is.
extension SimulatedWorld {
    func compare(_ moment: TestMoment, _ index: Int) -> [PolicyTestFailure] {
        let expectations = moment.expect ?? [:]
        return containers.compactMap { container in
            guard let expectation = expectations[container.name] else { return nil }
            let mismatches = expectation.mismatches(with: SimulatedState(container, since: start))
            guard let first = mismatches.first else { return nil }
            return PolicyTestFailure(
                place: TestPlace(moment: index, part: .expect, container: container.name, field: first.field),
                at: moment.at,
                container: container.name,
                cause: .unmet(mismatches),
                trail: container.story.lines
            )
        }
    }

    func failure(of problem: SimulationProblem, _ moment: TestMoment, _ index: Int) -> PolicyTestFailure {
        let container = containers.first { $0.name == problem.container }
        let isSet = moment.set?[problem.container] != nil && now == start + moment.at
        return PolicyTestFailure(
            place: TestPlace(
                moment: index,
                part: isSet ? .set : nil,
                container: isSet ? problem.container : nil,
                field: problem.field
            ),
            at: now.elapsed(since: start),
            container: problem.container,
            cause: .unplayable(problem.message),
            trail: container?.story.lines ?? []
        )
    }
}
