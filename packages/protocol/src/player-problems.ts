/** The problems that the player itself raises, as they are in the table of all problems. */
export const PLAYER_PROBLEMS = {
  endpoint_unreachable: player(true, 'The endpoint does not answer, or not as a lesson handler.'),
  playback_failed: player(true, 'The video could not be played.'),
  media_unsupported: player(false, 'This browser cannot play the video.'),
  player_outdated: player(false, 'The page loads a Mux Player older than 3.14.'),
  evidence_dropped: player(
    false,
    'Evidence was dropped, because storage is full or the server refused it permanently.',
  ),
  storage_denied: player(false, 'The browser denies storage; evidence is kept in memory only.'),
  misconfigured: player(false, 'The element is set up in a way that cannot work.'),
} as const

function player(retryable: boolean, title: string) {
  return { status: null, retryable, raisedBy: 'player', title } as const
}
