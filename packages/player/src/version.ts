/** Version of this player, as the grant request states it; a test keeps it equal to the package's. */
export const PLAYER_VERSION = '0.1.0'
