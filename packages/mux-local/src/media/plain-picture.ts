import { crc32, deflateSync } from 'node:zlib'

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/**
 * A PNG that stands in for a frame where nothing can decode the video: grey tiles, each a little lighter than the one before, so that
 * a storyboard still shows which tile is where. `columns` and `rows` are 1 for a thumbnail.
 */
export function plainPicture(tileWidth: number, tileHeight: number, columns = 1, rows = 1): Buffer {
  const width = tileWidth * columns
  const height = tileHeight * rows
  const tiles = columns * rows
  const pixels = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    // The first byte of a line is its filter: none.
    const line = y * (width + 1) + 1
    for (let x = 0; x < width; x++) {
      const tile = Math.floor(y / tileHeight) * columns + Math.floor(x / tileWidth)
      pixels[line + x] = 64 + Math.floor((tile / Math.max(1, tiles)) * 96)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits of grey.
  header[8] = 8
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
