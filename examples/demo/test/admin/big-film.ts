import { open, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const BLOCK = 1_000_000
const PIECES = ['init.mp4', '0.m4s', '1.m4s', '2.m4s', '3.m4s', '4.m4s']

/** The bytes of a real MP4 with H.264 and AAC, of 19.48 s, which needs no transcoding. */
export async function film(): Promise<Buffer> {
  const read = (name: string) => {
    const course = new URL('course/fire-safety-1/360p/', import.meta.resolve('@enhancedhr/mux-local/package.json'))
    return readFile(fileURLToPath(new URL(name, course)))
  }
  return Buffer.concat(await Promise.all(PIECES.map(read)))
}

/**
 * Writes a video of so many bytes: a film, and a box that means nothing, of blocks that are numbered, so that no byte could stand in another's
 * place unseen.
 */
export async function writeBigFilm(path: string, size: number): Promise<void> {
  const start = await film()
  const file = await open(path, 'w')
  try {
    await file.write(start)
    const box = Buffer.alloc(8)
    box.writeUInt32BE(size - start.length)
    box.write('free', 4, 'latin1')
    await file.write(box)
    const block = Buffer.alloc(BLOCK, 7)
    for (let left = size - start.length - box.length, number = 0; left > 0; left -= BLOCK, number += 1) {
      block.writeUInt32BE(number)
      await file.write(block.subarray(0, Math.min(BLOCK, left)))
    }
  } finally {
    await file.close()
  }
}
