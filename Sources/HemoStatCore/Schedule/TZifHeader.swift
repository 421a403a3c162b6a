/// The 44 bytes before each data block of a TZif file, RFC 9636 section 3.1.
struct TZifHeader {
    static let length = 44

    /// 0 for version 1, else the ASCII digit.
    let version: UInt8
    /// UT/local indicators, standard/wall indicators, leap seconds, transitions, local time types, bytes of names.
    let isUTCount: Int
    let isStandardCount: Int
    let leapCount: Int
    let transitionCount: Int
    let typeCount: Int
    let nameLength: Int

    /// Nil when the bytes end or do not start with `TZif`.
    init?(_ cursor: inout ByteCursor) {
        guard cursor.take(4)?.elementsEqual("TZif".utf8) == true, let version = cursor.take(1)?.first,
            cursor.take(15) != nil, let isUT = cursor.count(), let isStandard = cursor.count(),
            let leaps = cursor.count(), let transitions = cursor.count(), let types = cursor.count(),
            let names = cursor.count()
        else { return nil }
        self.version = version
        isUTCount = isUT
        isStandardCount = isStandard
        leapCount = leaps
        transitionCount = transitions
        typeCount = types
        nameLength = names
    }

    /// Bytes of the data block that follows, when its times take so many bytes each.
    func blockLength(timeLength: Int) -> Int {
        // Each count is below 2³², so nothing here overflows.
        transitionCount * (timeLength + 1) + typeCount * 6 + nameLength + leapCount * (timeLength + 4)
            + isStandardCount + isUTCount
    }

    /// What RFC 9636 forbids about the counts, and leap seconds, nil when nothing is wrong.
    var complaint: String? {
        if leapCount > 0 { return "it counts leap seconds, which Unix time does not; use the zone without right/" }
        if !(1...256).contains(typeCount) { return "it has \(typeCount) local time types, expected 1 to 256" }
        if nameLength == 0 { return "it has no zone abbreviations" }
        if ![0, typeCount].contains(isUTCount) || ![0, typeCount].contains(isStandardCount) {
            return "its indicators are neither absent nor one for each local time type"
        }
        return nil
    }
}
