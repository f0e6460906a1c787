/** Version of the contract; every path holds it as `/v1/`. */
export const PROTOCOL_VERSION = 1
