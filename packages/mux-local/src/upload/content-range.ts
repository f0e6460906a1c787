/** What a PUT of an upload says of itself: a stretch of bytes, or a question how far the file has come. */
export type ContentRange =
  | { readonly kind: 'part'; readonly from: number; readonly to: number; readonly total: number | undefined }
  | { readonly kind: 'status'; readonly total: number | undefined }

const size = (text: string | undefined) => (text === undefined || text === '*' ? undefined : Number(text))

/** Reads `bytes a-b/N`, `bytes a-b/*`, `bytes *\/N`; `undefined` where the header is nonsense. */
export function parseContentRange(header: string): ContentRange | undefined {
  const status = /^bytes\s+\*\/(\*|\d{1,15})$/i.exec(header.trim())
  if (status) return { kind: 'status', total: size(status[1]) }
  const part = /^bytes\s+(\d{1,15})-(\d{1,15})\/(\*|\d{1,15})$/i.exec(header.trim())
  if (!part) return undefined
  const from = Number(part[1])
  const to = Number(part[2])
  const total = size(part[3])
  if (to < from || (total !== undefined && to >= total)) return undefined
  return { kind: 'part', from, to, total }
}
