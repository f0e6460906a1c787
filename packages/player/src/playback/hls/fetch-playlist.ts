/** A playlist is small: what has not come after this long (10 s) does not come. */
const PATIENCE_MS = 10_000

/** A media host answered that a playlist is not to be had. */
class PlaylistError extends Error {
  override name = 'PlaylistError'
  readonly status: number

  constructor(status: number) {
    super(`A playlist was answered with ${status}`)
    this.status = status
  }
}

/**
 * Fetches a playlist as hls.js would. Rejects with an error whose `status` is that of the answer, where there was one. `read`: how the text is
 * taken of an answer.
 */
export async function fetchPlaylist(
  address: string,
  read: (response: Response) => Promise<string> = (response) => response.text(),
): Promise<{ readonly text: string; readonly url: string }> {
  const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!response.ok) throw new PlaylistError(response.status)
  return { text: await read(response), url: response.url }
}
