/** The names in the order in which they are given: `a` to `z`, then `aa` and on. */
function shortName(rank) {
  const last = String.fromCharCode(97 + (rank % 26))
  return rank < 26 ? last : shortName(Math.floor(rank / 26) - 1) + last
}

/** The private names of every class of a program, each class with the places where they stand. */
function privateNames(program) {
  const classes = []
  const visit = (node, found) => {
    if (Array.isArray(node)) return node.forEach((each) => visit(each, found))
    if (typeof node?.type !== 'string') return
    if (node.type === 'ClassBody') {
      found = { declared: new Set(), places: [] }
      classes.push(found)
      for (const { key } of node.body) if (key?.type === 'PrivateIdentifier') found.declared.add(key.name)
    }
    if (node.type === 'PrivateIdentifier') found.places.push(node)
    Object.values(node).forEach((each) => visit(each, found))
  }
  visit(program, null)
  return classes
}

/**
 * Gives the private members of every class the same short names again. Terser gives each another name in the whole chunk, and what repeats
 * is smaller after brotli. Throws for a class that uses the private members of one around it, which could then mean its own.
 */
export const shortenPrivateNames = {
  name: 'shorten-private-names',
  renderChunk(code) {
    if (!code.includes('#')) return null
    const edits = privateNames(this.parse(code)).flatMap(({ declared, places }) => {
      const names = new Map()
      for (const { name } of places) {
        if (!declared.has(name)) throw new Error(`A class uses #${name} of a class around it.`)
        if (!names.has(name)) names.set(name, shortName(names.size))
      }
      return places.map(({ start, end, name }) => ({ start, end, name: names.get(name) }))
    })
    edits.sort((a, b) => a.start - b.start)
    // In pieces: thousands of new strings of a chunk's length took longer than to minify it.
    const pieces = []
    let from = 0
    for (const { start, end, name } of edits) {
      pieces.push(code.slice(from, start), '#', name)
      from = end
    }
    pieces.push(code.slice(from))
    return { code: pieces.join(''), map: null }
  },
}
