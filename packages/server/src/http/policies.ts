/** What every lesson of the handler allows. */
export interface Policies {
  readonly maxPlaybackRate: number
  readonly hiddenCounts: boolean
  readonly mutedCounts: boolean
  readonly seek: 'free' | 'watched'
  /** Seconds beyond a token's lifetime in which playing still counts. */
  readonly offlineAllowance: number
}
