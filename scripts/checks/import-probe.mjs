/** What libraries leave so that a second copy of them is noticed, and lit’s stand-in for the registry of elements. */
const marks =
  /^(__zod_global\w+|lit(Html|Element)Versions|reactiveElementVersions|litServerRoot|litPropertyMetadata|customElements)$/

// Imports the module it is given and prints whatever the import has changed. Printing nothing is the good answer.
const before = new Set(Object.getOwnPropertyNames(globalThis))
const handles = process.getActiveResourcesInfo().length
const listeners = () => process.eventNames().reduce((sum, event) => sum + process.listenerCount(event), 0)
const listening = listeners()

// Whatever keeps the process alive would keep it alive for ever.
setTimeout(() => {
  console.log(`keeps the process alive: ${process.getActiveResourcesInfo().join(', ')}`)
  process.exit(1)
}, 8_000).unref()

await import(process.argv[2])

const added = Object.getOwnPropertyNames(globalThis).filter((key) => !before.has(key) && !marks.test(key))
if (added.length > 0) console.log(`adds globals: ${added.join(', ')}`)
const registered = globalThis.customElements?.get('ehr-lesson-player')
if (registered && !process.argv[2].endsWith('/define.js')) console.log('registers the element')
if (listeners() > listening) console.log('adds a listener to the process')
const open = process
  .getActiveResourcesInfo()
  .filter((kind) => !/^(TTYWrap|PipeWrap|Immediate|CloseReq|FSReqPromise)$/.test(kind))
if (open.length > handles) console.log(`leaves open: ${open.join(', ')}`)
