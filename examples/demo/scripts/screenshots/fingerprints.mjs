import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FILE = fileURLToPath(new URL('kept-fingerprints.json', import.meta.url))
/** Points of a fingerprint, across and down. */
const GRID = { width: 24, height: 18 }
/** How far a point may be off, of 255, on average over all and in the worst of them: fonts differ between machines, states do not. */
const TOLERANCE = { mean: 6, worst: 70 }

/** A picture as 432 grey points in base64: enough to see that something came, went or moved, and little enough to be kept. */
export async function fingerprint(stage, picture) {
  return stage.draw.evaluate(
    async ({ data, grid }) => {
      const image = await globalThis.createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob())
      const canvas = new globalThis.OffscreenCanvas(grid.width, grid.height)
      const context = canvas.getContext('2d', { willReadFrequently: true })
      context.imageSmoothingQuality = 'high'
      context.drawImage(image, 0, 0, grid.width, grid.height)
      const { data: points } = context.getImageData(0, 0, grid.width, grid.height)
      const grey = Array.from({ length: grid.width * grid.height }, (_, i) =>
        Math.round(0.3 * points[4 * i] + 0.59 * points[4 * i + 1] + 0.11 * points[4 * i + 2]),
      )
      return btoa(String.fromCharCode(...grey))
    },
    { data: picture.toString('base64'), grid: GRID },
  )
}

const kept = () => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {})

/** Keeps these fingerprints in the place of those before. */
export function keepFingerprints(shots) {
  const now = { ...kept(), ...Object.fromEntries(shots.map(({ file, fingerprint }) => [file, fingerprint])) }
  const sorted = Object.fromEntries(Object.entries(now).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`)
}

/** A line for each picture that is not as it was kept, or was never kept. */
export function compareFingerprints(shots) {
  const before = kept()
  return shots.flatMap(({ file, fingerprint }) => {
    if (!before[file]) return [`${file} was never kept`]
    const [a, b] = [before[file], fingerprint].map((text) => Buffer.from(text, 'base64'))
    const off = a.map((point, i) => Math.abs(point - b[i]))
    const mean = off.reduce((sum, value) => sum + value, 0) / off.length
    const worst = Math.max(...off)
    const isAlike = mean <= TOLERANCE.mean && worst <= TOLERANCE.worst
    return isAlike ? [] : [`${file} looks different: ${mean.toFixed(1)} on average, ${worst} at worst`]
  })
}
