/// The actions of a step: one row each.
enum ActionSchema {
    static let object = ObjectSchema([
        .field("restart", .object(restart), .oneOf("action"), "stop and start the container"),
        .field("start", .object(nothing), .oneOf("action"), "start the container"),
        .field("stop", .object(stop), .oneOf("action"), "stop the container"),
        .field("unpause", .object(nothing), .oneOf("action"), "let a paused container go on"),
        .field("signal", .object(signal), .oneOf("action"), "send its main process a signal"),
        .field("exec", .object(exec), .oneOf("action"), "run a command inside it"),
        .field("scaleUp", .object(scaleUp), .oneOf("action"), "more replicas of its Swarm service"),
        .field("scaleDown", .object(scaleDown), .oneOf("action"), "fewer replicas of its Swarm service"),
        .field("cleanup", .object(cleanup), .oneOf("action"), "remove leftovers of its own project and service"),
        .field("updateResources", .object(resources), .oneOf("action"), "give it other limits while it runs"),
        .field("recreate", .object(nothing), .oneOf("action"), "replace it by a new one of the same configuration"),
        .field("none", .object(nothing), .oneOf("action"), "nothing: give it time to recover by itself"),
    ])

    private static let nothing = ObjectSchema([])

    private static let restart = ObjectSchema([
        .field("timeout", .duration(to: .hours(1)), .defaulted("10s"), "from the stop signal to the kill")
    ])

    private static let stop = ObjectSchema([
        .field("timeout", .duration(to: .hours(1)), .defaulted("10s"), "from the stop signal to the kill")
    ])

    private static let signal = ObjectSchema([
        .field("name", .text(.signal), .required, "as docker kill --signal takes it: HUP")
    ])

    private static let exec = ObjectSchema(
        [
            CommandSchema.field,
            .field("timeout", .duration(from: .seconds(1), to: .hours(1)), .defaulted("30s"), "how long it may take"),
        ],
        rules: [.commandHasProgram]
    )

    private static let scaleUp = ObjectSchema([
        .field("by", .integer(1...1000), .defaulted(1), "how many more at a time"),
        .field("max", .integer(1...10_000), .required, "the replicas never to exceed"),
    ])

    private static let scaleDown = ObjectSchema([
        .field("by", .integer(1...1000), .defaulted(1), "how many fewer at a time"),
        .field("min", .integer(0...10_000), .defaulted(1), "the replicas always to keep"),
    ])

    private static let cleanup = ObjectSchema(
        [
            .field("stoppedContainers", .boolean, .defaulted(false), "stopped ones of its project and service"),
            .field("danglingImages", .boolean, .defaulted(false), "images they left without a name"),
            .field("volumes", .boolean, .defaulted(false), "anonymous volumes of the containers removed"),
        ],
        rules: [.cleansSomething]
    )

    private static let resources = ObjectSchema(
        [
            .field("memory", .quantity(from: ByteQuantity(bytes: 6 << 20)), .optional, "the new memory limit"),
            .field("cpus", .number(0.01...4096), .optional, "the new CPU limit, in cores"),
        ],
        rules: [.atLeastOne(of: ["memory", "cpus"])]
    )
}
