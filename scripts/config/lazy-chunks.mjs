/**
 * Lets a chunk get what it shares with its entry from the entry, instead of importing it.
 *
 * A chunk that imports its entry by name would run it a second time wherever a page loads the entry under another name or with a
 * query (`ehr-lesson-player.js?v=2`). So every chunk that needs the entry, directly or through another one, becomes a function of
 * what it imports, and whoever loads it calls that function, once for all loads. A loader also hands on what only the chunks
 * below it need.
 */
export function lazyChunks() {
  return {
    name: 'lazy-chunks',
    // A chunk's name is made from what it held before it became a function.
    augmentChunkHash: () => 'function',
    generateBundle(_, bundle) {
      const outputs = Object.values(bundle).filter(({ type }) => type === 'chunk')
      const entry = outputs.find(({ isEntry }) => isEntry)
      const chunks = functionsOf(outputs, entry)
      for (const [name, chunk] of chunks) Object.assign(chunk, read(this.parse(bundle[name].code), bundle[name].code))
      handOn(chunks)
      for (const [name, chunk] of chunks) bundle[name].code = write(name, chunk, chunks)
    },
  }
}

/** The entry and every chunk that cannot be without it, by file name. Throws where one is loaded by a chunk that can. */
function functionsOf(outputs, entry) {
  const found = new Set([entry])
  for (const { fileName } of found) {
    for (const chunk of outputs) if (chunk.imports.includes(fileName)) found.add(chunk)
  }
  const names = new Set([...found].map(({ fileName }) => fileName))
  const isFunction = (name) => names.has(name) && name !== entry.fileName
  for (const { fileName, imports, dynamicImports } of outputs) {
    const bad = names.has(fileName) ? undefined : dynamicImports.find(isFunction)
    if (bad) throw new Error(`${fileName} loads ${bad}, but has not what that one shares with the entry.`)
    if (fileName === entry.fileName && imports.some(isFunction))
      throw new Error(`${fileName} imports a chunk that it loads.`)
  }
  return new Map(
    [...found].map(({ fileName, imports, dynamicImports, isEntry }) => [
      fileName,
      { isEntry, imports: imports.filter((name) => names.has(name)), loads: dynamicImports.filter(isFunction) },
    ]),
  )
}

/** What a chunk exports, `Map<exported, local>`, and what it gets from others, `Map<file name, Map<imported, local>>`. */
function read({ body }, code) {
  const exports = new Map()
  const given = new Map()
  for (const { type, specifiers = [], source } of body) {
    if (type === 'ExportNamedDeclaration' && !source) {
      for (const { exported, local } of specifiers) exports.set(exported.name, local.name)
    }
    if (type !== 'ImportDeclaration') continue
    const names = new Map(specifiers.map(({ imported, local }) => [imported.name, local.name]))
    given.set(source.value.replace('./', ''), names)
  }
  return { body, code, exports, given, unused: unusedNames(code) }
}

/** Short names that are not in a code. */
function* unusedNames(code) {
  for (let number = 0; ; number += 1) {
    const name = `_${number.toString(36)}`
    if (!code.includes(name)) yield name
  }
}

/** What has run when a chunk runs: what it imports, and what had run when it was loaded, whoever loaded it. */
function availableTo(name, chunks, asking = new Set()) {
  if (asking.has(name)) return new Set(chunks.keys())
  asking.add(name)
  const found = new Set([name])
  for (const one of found) for (const below of chunks.get(one).imports) found.add(below)
  const loaders = [...chunks.keys()].filter((loader) => chunks.get(loader).loads.includes(name))
  const before = loaders.map((loader) => availableTo(loader, chunks, asking))
  asking.delete(name)
  for (const one of before[0] ?? []) if (before.every((there) => there.has(one))) found.add(one)
  return found
}

/** A chunk and all that has to run before it and has not run when `loader` runs, in the order in which they have to run. */
function closure(name, loader, chunks) {
  const there = availableTo(loader, chunks)
  const found = []
  const add = (one) => {
    if (there.has(one) || found.includes(one)) return
    chunks.get(one).imports.forEach(add)
    found.push(one)
  }
  add(name)
  return found
}

/** Gives every loader the exports of the chunks that those need which it loads. */
function handOn(chunks) {
  for (let isDone = false; !isDone;) {
    isDone = true
    for (const [loader, { loads, given }] of chunks) {
      const loaded = loads.flatMap((name) => closure(name, loader, chunks))
      for (const from of loaded.flatMap((name) => providersOf(name, chunks))) {
        if (from === loader || loaded.includes(from) || given.has(from)) continue
        given.set(from, new Map())
        isDone = false
      }
    }
  }
}

const object = (names) => `{${[...names].map(([name, local]) => (name === local ? name : `${name}:${local}`))}}`

/** The chunks whose exports a chunk is given, in the order of its parameters. */
function providersOf(name, chunks) {
  return [...chunks.get(name).given.keys()].filter((from) => chunks.has(from))
}

/** How a loader loads a chunk: the code of a promise of what that one exports. `exportsOf`: its name for the exports of a chunk. */
function load(name, loader, chunks, exportsOf) {
  const { unused } = chunks.get(loader)
  const files = closure(name, loader, chunks)
  const modules = files.map(() => unused.next().value)
  const runs = files.map(
    (file, place) => `${exportsOf(file)}??=${modules[place]}.default(${providersOf(file, chunks).map(exportsOf)})`,
  )
  const imports = files.map((file) => `import("./${file}")`)
  if (files.length === 1) return `${imports[0]}.then(${modules[0]}=>${runs[0]})`
  return `Promise.all([${imports}]).then(([${modules}])=>(${runs}))`
}

/**
 * The code of a chunk: `export default (function (...exports of others) { return exports })`, but for the entry. In brackets, because an
 * engine compiles such a function while the chunk is on its way, and any other one when it is called, on the main thread.
 */
function write(name, chunk, chunks) {
  const { body, exports, given, isEntry, loads, unused } = chunk
  let { code } = chunk
  const names = new Map()
  const exportsOf = (file) => {
    if (!names.has(file)) names.set(file, unused.next().value)
    return names.get(file)
  }
  const isOurs = ({ type, source }) => type === 'ImportDeclaration' && chunks.has(source.value.replace('./', ''))
  const isLeftOut = (statement) =>
    isOurs(statement) || (statement.type === 'ExportNamedDeclaration' && !statement.source)
  const isKept = (statement) => !isEntry && statement.type === 'ImportDeclaration' && !isOurs(statement)
  const imports = body.filter(isKept).map(({ start, end }) => code.slice(start, end))
  for (const statement of body.filter((one) => isLeftOut(one) || isKept(one)).reverse()) {
    code = code.slice(0, statement.start) + code.slice(statement.end)
  }
  for (const file of new Set(loads)) {
    const call = new RegExp(`import\\((["'\`])\\./${file.replaceAll('.', '\\.')}\\1\\)`, 'g')
    if (!call.test(code)) throw new Error(`${file} is not loaded by ${name}.`)
    const loading = unused.next().value
    const promise = load(file, name, chunks, exportsOf)
    code = code.replace(call, `${loading}()`)
    code = `const ${loading}=()=>${promise};${code}`
  }
  const providers = providersOf(name, chunks)
  // What it only uses itself it takes apart at once; what it hands on has a name.
  const parameters = providers.map((from) => names.get(from) ?? object(given.get(from)))
  for (const from of providers) {
    if (names.has(from) && given.get(from).size > 0) code = `const${object(given.get(from))}=${names.get(from)};${code}`
  }
  const kept = [...names].filter(([file]) => !providers.includes(file)).map(([, value]) => value)
  if (kept.length > 0) code = `let ${kept};${code}`
  const own = names.has(name) ? `${names.get(name)}=${object(exports)}` : object(exports)
  if (isEntry) return names.has(name) ? `${code};${own};` : code
  return `${imports.join('')}export default(function(${parameters}){${code};return${own.startsWith('{') ? '' : ' '}${own}});`
}
