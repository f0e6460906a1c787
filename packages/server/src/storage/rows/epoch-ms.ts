/** SQL of an instant as whole milliseconds since 1970. */
export function epochMs(instant: string): string {
  return `floor(extract(epoch from ${instant}) * 1000)::int8`
}
