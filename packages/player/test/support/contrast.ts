type Color = readonly [red: number, green: number, blue: number, alpha: number]

/** Reads a computed colour, `rgb(…)` or `rgba(…)`. */
function read(color: string): Color {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number)
  return [red, green, blue, alpha]
}

/** A computed colour as it is seen above another one that lets nothing through. */
export function blend(above: string, below: string): string {
  const [top, ground] = [read(above), read(below)]
  const channels = [0, 1, 2].map((at) => top[at]! * top[3] + ground[at]! * (1 - top[3]))
  return `rgb(${channels.join(', ')})`
}

/** The contrast of two computed colours that let nothing through, as WCAG 2 counts it: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(color: string): number {
  const [red, green, blue] = read(color).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
