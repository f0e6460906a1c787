const SVG = 'http://www.w3.org/2000/svg'

function svg(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
  return element
}

const icons = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  chevron: 'M6 9.5l6 6 6-6',
  next: 'M5 12h13M12.5 6.5L18 12l-5.5 5.5',
} as const

/** A line drawing of 24 × 24 that takes the text's colour and means nothing on its own. */
export function icon(name: keyof typeof icons): SVGElement {
  const drawing = svg('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' })
  drawing.append(svg('path', { d: icons[name] }))
  return drawing
}

/** A ring that fills with a share; the text beside it says the same. */
export interface Ring {
  readonly element: SVGElement
  /** Per cent, 0 to 100; `done` draws the check mark instead of the rest of the ring. */
  show(percent: number, done: boolean): void
}

/** Creates an empty ring. */
export function createRing(): Ring {
  const element = svg('svg', { viewBox: '0 0 36 36', class: 'ring', 'aria-hidden': 'true' })
  const fill = svg('circle', { class: 'ring-fill', cx: 18, cy: 18, r: 15.5, pathLength: 100 })
  element.append(
    svg('circle', { class: 'ring-track', cx: 18, cy: 18, r: 15.5 }),
    fill,
    svg('path', { class: 'ring-check', d: 'M11.5 18.6l4.4 4.4 8.6-9.2' }),
  )
  return {
    element,
    show(percent, done) {
      element.classList.toggle('is-done', done)
      // A dash of no length would still show its round end.
      fill.style.opacity = percent > 0 || done ? '1' : '0'
      fill.style.strokeDasharray = `${done ? 100 : percent} 100`
    },
  }
}
