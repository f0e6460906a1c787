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

/** Gives every loader what the chunks that it loads need of others. */
function handOn(chunks) {
  for (let isDone = false; !isDone;) {
    isDone = true
    for (const [loader, { loads, given, unused }] of chunks) {
      const loaded = loads.flatMap((name) => closure(name, loader, chunks))
      for (const [from, names] of loaded.flatMap((name) => [...chunks.get(name).given])) {
        if (from === loader || loaded.includes(from) || !chunks.has(from)) continue
        if (!given.has(from)) given.set(from, new Map())
        const own = given.get(from)
        for (const imported of names.keys()) {
          if (own.has(imported)) continue
          own.set(imported, unused.next().value)
          isDone = false
        }
      }
    }
  }
}

const object = (names) => `{${[...names].map(([name, local]) => (name === local ? name : `${name}:${local}`))}}`

/** What a chunk gets of the others, in the order of its parameters. */
function parameters({ given }, chunks) {
  return [...given].filter(([from]) => chunks.has(from))
}

/** How a loader loads a chunk: the code of a promise of what that one exports. `kept`: its names for what it has loaded. */
function load(name, loader, chunks, kept) {
  const { exports, given, unused } = chunks.get(loader)
  const files = closure(name, loader, chunks)
  const modules = files.map(() => unused.next().value)
  const runs = files.map((file, place) => {
    const values = parameters(chunks.get(file), chunks).map(([from, names]) => {
      if (files.includes(from)) return kept(from)
      const locals = from === loader ? exports : given.get(from)
      return object([...names.keys()].map((imported) => [imported, locals.get(imported)]))
    })
    return `${kept(file)}??=${modules[place]}.default(${values})`
  })
  const imports = files.map((file) => `import("./${file}")`)
  if (files.length === 1) return `${imports[0]}.then(${modules[0]}=>${runs[0]})`
  return `Promise.all([${imports}]).then(([${modules}])=>(${runs}))`
}

/** The code of a chunk: `export default (shared) => exports`, but for the entry. */
function write(name, chunk, chunks) {
  const { body, exports, isEntry, loads, unused } = chunk
  let { code } = chunk
  const names = new Map()
  const kept = (file) => {
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
    const function_ = kept(`load ${file}`)
    const promise = load(file, name, chunks, kept)
    code = code.replace(call, `${function_}()`)
    code = `const ${function_}=()=>${promise};${code}`
  }
  const values = [...names].filter(([file]) => !file.startsWith('load ')).map(([, value]) => value)
  if (values.length > 0) code = `let ${values};${code}`
  if (isEntry) return code
  const given = parameters(chunk, chunks).map(([, of]) => object(of))
  return `${imports.join('')}export default(${given})=>{${code};return${object(exports)}};`
}
