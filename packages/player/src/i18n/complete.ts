import { PLAYER_VERSION } from '../version.js'

/** The mark of a language that says all that this version of the player says; an older one may lack something. */
export const COMPLETE = `$complete ${PLAYER_VERSION}` as const
