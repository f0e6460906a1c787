/** Version of the studio; a test keeps it equal to the package's. */
export const STUDIO_VERSION = '0.1.0'
