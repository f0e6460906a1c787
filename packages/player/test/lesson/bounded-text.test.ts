import { assert } from 'chai'
import { boundedText } from '../../src/playback/hls/bounded-text.js'

describe('the text of a caption file', () => {
  const answer = (...parts: readonly Uint8Array<ArrayBuffer>[]) =>
    new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          for (const part of parts) controller.enqueue(part)
          controller.close()
        },
      }),
    )

  it('is whole, wherever the network cuts it', async () => {
    const bytes = new TextEncoder().encode('WEBVTT\n\nGrüße, 世界 🙂\n')
    for (let at = 0; at <= bytes.length; at += 1) {
      assert.equal(await boundedText(answer(bytes.slice(0, at), bytes.slice(at))), 'WEBVTT\n\nGrüße, 世界 🙂\n')
    }
    assert.equal(await boundedText(new Response(null)), '')
  })

  it('is not read on once it is larger than captions can be', async () => {
    let isStopped = false
    let pieces = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pieces += 1
        controller.enqueue(new Uint8Array(1024 * 1024))
      },
      cancel: () => void (isStopped = true),
    })
    const error = await boundedText(new Response(endless)).catch((reason: unknown) => reason)
    assert.instanceOf(error, RangeError)
    assert.isTrue(isStopped)
    assert.isAtMost(pieces, 7)
  })
})
