/** Nothing in a video is later than this, in seconds: as much as the wire takes. */
const LATEST = 2_147_483

/** A position as it is typed: `1:30`, `1:02:03`, with up to three decimals where there are any. */
export function formatTime(seconds: number): string {
  const all = Math.round(Math.max(0, seconds) * 1000)
  const [hours, minutes] = [Math.floor(all / 3_600_000), Math.floor(all / 60_000) % 60]
  const rest = (all % 60_000) / 1000
  const [whole, decimals] = rest.toFixed(3).replace(/0+$/, '').replace(/\.$/, '').split('.')
  const tail = `${whole!.padStart(2, '0')}${decimals === undefined ? '' : `.${decimals}`}`
  const head = hours > 0 ? `${hours.toString()}:${minutes.toString().padStart(2, '0')}` : minutes.toString()
  return `${head}:${tail}`
}

/** Reads what somebody typed: hours, minutes and seconds with colons between, or seconds alone; `null` where it is no time. */
export function parseTime(text: string): number | null {
  const parts = text.trim().replace(',', '.').split(':')
  if (parts.length > 3 || !parts.every((part, index) => isPart(part, index === parts.length - 1))) return null
  const seconds = parts.reduce((sum, part) => sum * 60 + Number(part), 0)
  return seconds <= LATEST ? Math.round(seconds * 1000) / 1000 : null
}

function isPart(text: string, isLast: boolean): boolean {
  return isLast ? /^\d+(\.\d*)?$/.test(text) : /^\d+$/.test(text)
}
