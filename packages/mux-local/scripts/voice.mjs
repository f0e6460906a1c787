/** Speaks the sentences of a lesson and lays scenes, captions and sound out in time. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { frameRate, round3, voiceRate } from './format.mjs'

/** One spoken sentence as 16-bit samples, without the silence around it. */
function speak(text, directory) {
  const file = join(directory, 'sentence.wav')
  execFileSync('flite', ['-voice', 'slt', '--setf', 'duration_stretch=1.07', '-t', text, '-o', file])
  const wav = readFileSync(file)
  const data = wav.indexOf('data', 12, 'latin1') + 8
  const samples = new Int16Array(
    wav.buffer.slice(wav.byteOffset + data, wav.byteOffset + wav.length - ((wav.length - data) % 2)),
  )
  let first = 0
  let last = samples.length
  while (first < last && Math.abs(samples[first]) < 250) first++
  while (last > first && Math.abs(samples[last - 1]) < 250) last--
  const margin = voiceRate * 0.03
  return samples.slice(Math.max(0, first - margin), Math.min(samples.length, last + margin))
}

/** Lays the sentences of a lesson out in time; every scene is a whole number of frames. */
export function layOut(lesson, directory) {
  const pieces = []
  const captions = []
  let from = 0
  const scenes = lesson.scenes.map((scene) => {
    let at = scene.title ? 0.7 : 0.55
    const starts = scene.sentences.map((text) => {
      const samples = speak(text, directory)
      const start = at
      const length = samples.length / voiceRate
      pieces.push({ at: from + start, samples })
      captions.push({ from: round3(from + start), to: round3(from + start + length + 0.15), text })
      at += length + 0.55
      return round3(start)
    })
    const duration = Math.ceil((at + 0.8) * frameRate) / frameRate
    const placed = { scene, from: round3(from), duration, starts }
    from += duration
    return placed
  })
  const duration = round3(from)
  const voice = new Int16Array(Math.round(duration * voiceRate))
  for (const { at, samples } of pieces) voice.set(samples, Math.round(at * voiceRate))
  return { scenes, captions, duration, voice }
}
