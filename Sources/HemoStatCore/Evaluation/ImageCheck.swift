/// `image: {is: …}`: the reference the container was created from, the ID of its image, or one of its digests.
enum ImageCheck {
    static func evaluate(_ spec: Check.ImageSpec, _ input: CheckInput) -> CheckResult {
        let container = input.container
        let wanted = ImageReference(spec.is)
        let isMet =
            ImageReference(container.image) == wanted
            || (!container.imageID.isEmpty && container.imageID == spec.is)
            || (container.imageDigests ?? []).contains { ImageReference($0) == wanted }
        if !isMet, wanted.digest != nil, container.imageDigests == nil { return .unknown(.noData) }
        return isMet ? CheckResult(.met) : .diverged(.word(container.image), .word(spec.is))
    }
}
