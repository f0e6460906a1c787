/**
 * Lets a chunk get what it shares with its entry from the entry, instead of importing it.
 *
 * A chunk that imports its entry by name would run it a second time wherever a page loads the entry under another name or with a
 * query (`ehr-lesson-player.js?v=2`). So the chunk becomes a function of what it shares, and the entry calls it.
 */
export function lazyChunks() {
  return {
    name: 'lazy-chunks',
    // A chunk's name is made from what it held before it became a function.
    augmentChunkHash: () => 'function',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk')
      const entry = chunks.find(({ isEntry }) => isEntry)
      for (const chunk of chunks) {
        if (chunk !== entry && chunk.imports.includes(entry.fileName)) chunk.code = asFunction(this.parse, chunk, entry)
      }
      const shared = new Map(exported(this.parse(entry.code)))
      for (const chunk of chunks.filter(({ code }) => code.startsWith(MARK))) {
        chunk.code = chunk.code.slice(MARK.length)
        const given = `{${[...shared].map(([name, local]) => `${name}:${local}`)}}`
        const call = new RegExp(`import\\((["'\`])\\./${chunk.fileName}\\1\\)`)
        if (!call.test(entry.code)) this.error(`${chunk.fileName} is not loaded by its entry.`)
        const module = unusedName(new Set(shared.values()))
        entry.code = entry.code.replace(call, (load) => `${load}.then(${module}=>${module}.default(${given}))`)
      }
      const statement = this.parse(entry.code).body.find(({ type }) => type === 'ExportNamedDeclaration')
      if (statement) entry.code = entry.code.slice(0, statement.start) + entry.code.slice(statement.end)
    },
  }
}

const MARK = '/* shares */'

/** A short name that is not in use. */
function unusedName(used) {
  let name = 'm'
  while (used.has(name)) name += 'm'
  return name
}

/** What a module exports: its names, each with what stands for it inside. */
function exported({ body }) {
  const statements = body.filter(({ type }) => type === 'ExportNamedDeclaration')
  return statements.flatMap(({ specifiers }) => specifiers.map(({ exported, local }) => [exported.name, local.name]))
}

/** The chunk as `export default (shared) => exports`. */
function asFunction(parse, chunk, entry) {
  const tree = parse(chunk.code)
  const named = ({ type }) => type === 'ImportDeclaration' || type === 'ExportNamedDeclaration'
  const imports = tree.body.filter(({ type }) => type === 'ImportDeclaration')
  if (imports.some(({ source }) => source.value !== `./${entry.fileName}`))
    throw new Error(`${chunk.fileName} imports more`)
  const shared = imports.flatMap(({ specifiers }) =>
    specifiers.map(({ imported, local }) => [imported.name, local.name]),
  )
  let code = chunk.code
  for (const { start, end } of tree.body.filter(named).reverse()) code = code.slice(0, start) + code.slice(end)
  const pairs = (names) => `{${names.map(([name, local]) => `${name}:${local}`)}}`
  return `${MARK}export default(${pairs(shared)})=>{${code};return${pairs(exported(tree))}};`
}
