/** What a path asks for. `prefix` is whatever stands before the route, so the server also works below a prefix. */
export type Route =
  | { readonly kind: 'master'; readonly prefix: string; readonly playbackId: string }
  | { readonly kind: 'thumbnail'; readonly prefix: string; readonly playbackId: string; readonly format: string }
  | { readonly kind: 'storyboard'; readonly prefix: string; readonly playbackId: string; readonly format: string }
  | { readonly kind: 'text'; readonly prefix: string; readonly playbackId: string; readonly trackId: string }
  | { readonly kind: 'child'; readonly prefix: string; readonly path: string }

const patterns = {
  child: /^(.*)(\/v1\/[A-Za-z0-9_-]{24}\.[a-z0-9]{3,4})$/,
  thumbnail: /^(.*)\/([A-Za-z0-9]+)\/thumbnail\.(jpg|webp|png)$/,
  storyboard: /^(.*)\/([A-Za-z0-9]+)\/storyboard\.(vtt|jpg|webp)$/,
  text: /^(.*)\/([A-Za-z0-9]+)\/text\/([A-Za-z0-9]+)\.vtt$/,
  master: /^(.*)\/([A-Za-z0-9]+)\.m3u8$/,
}

/** Finds the route at the end of a path, or `undefined`. */
export function matchRoute(pathname: string): Route | undefined {
  const child = patterns.child.exec(pathname)
  if (child) return { kind: 'child', prefix: child[1] ?? '', path: child[2] ?? '' }
  for (const kind of ['thumbnail', 'storyboard'] as const) {
    const match = patterns[kind].exec(pathname)
    if (match) return { kind, prefix: match[1] ?? '', playbackId: match[2] ?? '', format: match[3] ?? '' }
  }
  const text = patterns.text.exec(pathname)
  if (text) return { kind: 'text', prefix: text[1] ?? '', playbackId: text[2] ?? '', trackId: text[3] ?? '' }
  const master = patterns.master.exec(pathname)
  return master ? { kind: 'master', prefix: master[1] ?? '', playbackId: master[2] ?? '' } : undefined
}
