import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from 'chai'
import ts from 'typescript'
import { run as findSecrets } from '../checks/secrets.mjs'
import { run as importEntries } from '../checks/side-effects.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the built packages', () => {
  it('hold no key, credential or token in what a browser loads', async () => {
    assert.deepEqual(await findSecrets({ root }), { ok: true, messages: [] })
  })

  it('are one file for those who must copy one, and otherwise an entry that loads Mux Player by itself', () => {
    const loads = (file) => {
      const code = readFileSync(join(root, 'packages/player/dist', file), 'utf8')
      return [...code.matchAll(/(?:from|import)\s*\(?\s*["']([./@][^"']*)["']/g)].map(([, name]) => name)
    }
    assert.deepEqual(loads('ehr-lesson-player.bundle.js'), [])
    const [chunk, ...others] = loads('ehr-lesson-player.js')
    assert.match(chunk, /^\.\/ehr-mux-player-[\w-]+\.js$/)
    assert.deepEqual(others, [])
  })

  it('give TypeScript the types of the element with the line that defines it', () => {
    const file = join(root, 'packages/player/dist/define-only.ts')
    const source = (property) => `
      import './types/define.js'
      const lesson = document.createElement('ehr-lesson-player')
      lesson.${property} = 'fire-safety-1'
      lesson.addEventListener('ehr-progress', ({ detail }) => detail.progress.percent.toFixed(1))`
    const messages = (text) => {
      const { NodeNext } = ts.ModuleKind
      const lib = ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts']
      const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2023, lib }
      const host = ts.createCompilerHost({ ...options, module: NodeNext })
      const { readFile, fileExists, getSourceFile } = host
      host.readFile = (name) => (name === file ? text : readFile(name))
      host.fileExists = (name) => name === file || fileExists(name)
      host.getSourceFile = (name, ...rest) =>
        name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023) : getSourceFile(name, ...rest)
      const program = ts.createProgram([file], { ...options, module: NodeNext }, host)
      return ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ code }) => code)
    }
    assert.deepEqual(messages(source('lessonId')), [])
    assert.deepEqual(messages(source('lessonID')), [2551])
  })

  it('hide what a page added to every object before anything else of the player runs', () => {
    const code = readFileSync(join(root, 'packages/player/dist/define.js'), 'utf8')
    assert.match(code, /^import '\.\/inherited-names\.js'/)
  })

  it('do nothing when they are imported in Node', async () => {
    assert.deepEqual(await importEntries({ root }), { ok: true, messages: [] })
  })
})
