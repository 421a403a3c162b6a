/// How a ``StreamConsumer`` reads.
package struct StreamConsumerOptions: Sendable {
    /// How long one `XREADGROUP` waits for new entries.
    package var block = Duration.seconds(5)
    /// The most entries read at once.
    ///
    /// Entries behind a slow handler wait as pending ones of this consumer.
    package var batch = 16
    /// Entries of other consumers that nobody touched for this long are taken over; nil never takes over.
    ///
    /// Longer than ``retryMaximum`` and than a handler takes, or living consumers rob each other.
    package var claimIdle: Duration? = .seconds(90)
    /// How often idle entries are looked for, beside once after every connect.
    package var claimEvery = Duration.seconds(30)
    /// The pause before an entry that its handler did not acknowledge is handed out again; doubles up to the maximum.
    package var retryInitial = Duration.seconds(1)
    package var retryMaximum = Duration.seconds(60)
    /// An entry that was handed out so often, to whomever, and not acknowledged goes to the dead list instead; nil hands
    /// it out for ever.
    ///
    /// Redis counts, so that an entry that crashes its reader is among them.
    package var deadAfter: Int?

    package init() {}
}
