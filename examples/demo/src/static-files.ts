import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** A folder whose files are served, by name and no deeper. */
export interface ServedFolder {
  /** Path of the URL under which the folder is served, with a slash at both ends. */
  readonly url: string
  readonly directory: string
  /** Which of its files are served. */
  readonly files: RegExp
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** A name that carries a hash of its content never changes its content. */
const HASHED = /-[A-Za-z0-9_-]{8}\.js$/

/**
 * Serves a file when the path names one; answers whether it did.
 *
 * A name is looked up among those that the folder holds, never joined to a path unseen, so no path leads out of it.
 */
export async function serveStatic(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  folders: readonly ServedFolder[],
): Promise<boolean> {
  const found = await find(path, folders)
  if (!found) return false
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    res.writeHead(405, { allow: 'GET, HEAD' }).end()
    return true
  }
  const { size, mtimeMs } = await stat(found)
  const etag = `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`
  res.setHeader('etag', etag)
  res.setHeader('cache-control', HASHED.test(found) ? 'public, max-age=31536000, immutable' : 'no-cache')
  res.setHeader('x-content-type-options', 'nosniff')
  if (req.headers['if-none-match'] === etag) {
    res.writeHead(304).end()
    return true
  }
  res.writeHead(200, { 'content-type': types[extname(found)] ?? 'application/octet-stream', 'content-length': size })
  if (req.method === 'HEAD') res.end()
  else await send(found, res)
  return true
}

async function send(file: string, res: ServerResponse): Promise<void> {
  try {
    await pipeline(createReadStream(file), res)
  } catch (error) {
    // A visitor who left before the end wants nothing more, and nobody did anything wrong.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) throw error
  }
}

async function find(path: string, folders: readonly ServedFolder[]): Promise<string | null> {
  for (const { url, directory, files } of folders) {
    if (!path.startsWith(url)) continue
    const name = path.slice(url.length) || 'index.html'
    if (files.test(name) && (await readdir(directory)).includes(name)) return join(directory, name)
  }
  return null
}
