import terser from '@rollup/plugin-terser'

/** Takes white space out of the style sheets that lit's `css` holds: terser leaves what stands in a template as it is. */
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

/** How what a page loads is made small; its size is measured in the same way. */
export function minify() {
  return [squeezeStyles, terser({ module: true, ecma: 2022, compress: { passes: 3 } })]
}
