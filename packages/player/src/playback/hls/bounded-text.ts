/** The captions of a whole day are smaller than this (4 MiB): what is larger is something else. */
const MOST_BYTES = 4 * 1024 * 1024

/** Reads the text of an answer, and rejects with a `RangeError` as soon as it is too large to be captions. */
export async function boundedText(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done) return text + decoder.decode()
    size += value.length
    if (size > MOST_BYTES) {
      await reader?.cancel()
      throw new RangeError('A caption file is too large.')
    }
    text += decoder.decode(value, { stream: true })
  }
}
