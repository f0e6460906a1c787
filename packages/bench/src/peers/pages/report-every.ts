import { EVERY_S, type Given, type Watcher } from '../truth.js'

declare const given: Given

/** Watches, and reports each stretch of 15 s to an SDK, as a host would that has only an SDK. */
export function reportEvery(track: (from: number, to: number) => void): Watcher {
  let position = 0
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    play() {
      timer ??= setInterval(() => {
        given.watched(position, position + EVERY_S)
        track(position, position + EVERY_S)
        position += EVERY_S
      }, EVERY_S * 1000)
    },
    pause() {
      clearInterval(timer)
      timer = undefined
    },
  }
}
