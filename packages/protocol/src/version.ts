/** Version of the contract; every path holds it as `/v1/`. */
export const PROTOCOL_VERSION = 1

/** The version of a learner's export; members and sections may be added within it. */
export const LEARNER_EXPORT_VERSION = 1
