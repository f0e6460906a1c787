/** What the strip asks the player for. Times in seconds. */
export interface StripPlayer {
  /** Plays from there. */
  seek(seconds: number): void
  /** What was played and is not credited, each with its reason code. */
  uncredited(): Promise<readonly { readonly from: number; readonly to: number; readonly reason: string }[]>
}
