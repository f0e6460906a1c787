import terser from '@rollup/plugin-terser'
import { shortenPrivateNames } from './private-names.mjs'

/** Takes white space out of the style sheets that lit's `css` holds: terser leaves the content of a template unchanged. */
const squeezeStyles = {
  name: 'squeeze-styles',
  transform(code, id) {
    if (!/styles\.js$/.test(id)) return null
    const squeezed = code.replace(/css `([^`$]*)`/g, (_, sheet) => {
      const text = sheet
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]) ?/g, '$1')
        .replace(/: /g, ':')
      return `css \`${text.replace(/;}/g, '}').trim()}\``
    })
    return { code: squeezed, map: null }
  },
}

/**
 * Takes the line breaks out of lit's templates, with all white space around them where they are beside a tag. A space on its own stays: it
 * stands between words.
 */
export const squeezeTemplates = {
  name: 'squeeze-templates',
  transform(code, id) {
    if (id.includes('node_modules') || !/\b(html|svg) ?`/.test(code)) return null
    const quasis = []
    const visit = (node) => {
      if (Array.isArray(node)) return node.forEach(visit)
      if (typeof node?.type !== 'string') return
      if (node.type === 'TaggedTemplateExpression' && /^(html|svg)$/.test(node.tag.name))
        quasis.push(...node.quasi.quasis)
      Object.values(node).forEach(visit)
    }
    visit(this.parse(code))
    for (const { start, end } of quasis.sort((a, b) => b.start - a.start)) {
      const text = code
        .slice(start, end)
        .replace(/>\s*\n\s*(?=<|$)/g, '>')
        .replace(/^\s*\n\s*(?=<|$)/, '')
        .replace(/\s*\n\s*/g, ' ')
      code = code.slice(0, start) + text + code.slice(end)
    }
    return { code, map: null }
  },
}

/** What Mux Player's modules, which are published minified, have behind them, and what takes most of the time. */
const DONE_BY_OTHERS = { passes: 1, reduce_vars: false, collapse_vars: false }

/** What happens to a module, before rollup looks at what is used. */
export const squeeze = [squeezeStyles, squeezeTemplates]

/**
 * What happens to a chunk. Only trivial functions are inlined: copies of larger ones are a few bytes more after brotli. So are properties
 * that become variables, and cases of a `switch` that are put together.
 *
 * `isQuick` takes half the time, and leaves one byte in a hundred more.
 */
export function shorten({ isQuick = false } = {}) {
  const compress = { passes: 3, inline: 1, hoist_props: false, switches: false, ...(isQuick && DONE_BY_OTHERS) }
  return [terser({ module: true, ecma: 2022, compress }), shortenPrivateNames]
}

/** How what a page loads is made small; its size is measured in the same way. */
export const minify = () => [...squeeze, ...shorten()]
