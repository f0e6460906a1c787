/** Version of the contract; it stands in every base path as `/v1/`. */
export const PROTOCOL_VERSION = 1
