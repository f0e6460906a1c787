import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { assert } from 'chai'
import ts from 'typescript'
import { run as findSecrets } from '../checks/secrets.mjs'
import { run as importEntries } from '../checks/side-effects.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the built packages', () => {
  it('hold no key, credential or token in what a browser loads', async () => {
    assert.deepEqual(await findSecrets({ root }), { ok: true, messages: [] })
  })

  it('are one file for those who must copy one, and otherwise an entry that loads the lesson’s code, English and Mux Player by itself', () => {
    const dist = join(root, 'packages/player/dist')
    const loads = (file) => {
      const code = readFileSync(join(dist, file), 'utf8')
      return [...code.matchAll(/(?:from|import)\s*\(?\s*["']([./@][^"']*)["']/g)].map(([, name]) => name)
    }
    assert.deepEqual(loads('ehr-lesson-player.bundle.js'), [])
    const [english, lesson, mux, ...others] = loads('ehr-lesson-player.js').sort()
    assert.match(english, /^\.\/ehr-english-[\w-]+\.js$/)
    assert.match(lesson, /^\.\/ehr-lesson-[\w-]+\.js$/)
    assert.match(mux, /^\.\/ehr-mux-player-[\w-]+\.js$/)
    assert.deepEqual(others, [])
    // A chunk that imported the entry would run it again under the name that it was built with.
    assert.deepEqual(loads(mux), [])
    const further = new Set(loads(lesson))
    for (const file of further) loads(file).forEach((name) => further.add(name))
    assert.isAbove(further.size, 0)
    for (const file of further) assert.notMatch(file, /^\.\/ehr-lesson-(player\.|\w{8}\.)/)
    assert.notMatch(readFileSync(join(dist, 'ehr-lesson-player.js'), 'utf8'), /export\s*[{*]/)
  })

  it('have a script for each language that puts it on the page’s list and does nothing else', () => {
    const { exports } = JSON.parse(readFileSync(join(root, 'packages/player/package.json'), 'utf8'))
    const scripts = Object.entries(exports).filter(([name]) => name.startsWith('./ehr-lang-'))
    const modules = Object.keys(exports).filter((name) => name.startsWith('./lang/'))
    assert.lengthOf(scripts, modules.length)
    // A page that already has a language, and none of the player.
    const page = createContext({ ehrLessonPlayerLanguages: [{ $code: 'sv' }] })
    for (const [, file] of scripts) runInContext(readFileSync(join(root, 'packages/player', file), 'utf8'), page)
    assert.deepEqual(Object.keys(page), ['ehrLessonPlayerLanguages'])
    const codes = scripts.map(([name]) => /^\.\/ehr-lang-(.+)\.js$/.exec(name)[1])
    assert.deepEqual(
      page.ehrLessonPlayerLanguages.map(({ $code }) => $code),
      ['sv', ...codes],
    )
    for (const { controls } of page.ehrLessonPlayerLanguages.slice(1)) assert.isString(controls.play)
  })

  it('give TypeScript the types of the element with the line that defines it', () => {
    const source = (property) => `
      import './types/define.js'
      const lesson = document.createElement('ehr-lesson-player')
      lesson.${property} = 'fire-safety-1'
      lesson.addEventListener('ehr-progress', ({ detail }) => detail.progress.percent.toFixed(1))`
    const texts = new Map([
      [join(root, 'packages/player/dist/define-only.ts'), source('lessonId')],
      [join(root, 'packages/player/dist/define-mistaken.ts'), source('lessonID')],
    ])
    const lib = ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts']
    const target = ts.ScriptTarget.ES2023
    const settings = { strict: true, noEmit: true, skipLibCheck: true, types: [], target, lib }
    const options = { ...settings, module: ts.ModuleKind.NodeNext }
    const host = ts.createCompilerHost(options)
    const { readFile, fileExists, getSourceFile } = host
    host.readFile = (name) => texts.get(name) ?? readFile(name)
    host.fileExists = (name) => texts.has(name) || fileExists(name)
    host.getSourceFile = (name, ...rest) =>
      texts.has(name) ? ts.createSourceFile(name, texts.get(name), target) : getSourceFile(name, ...rest)
    const program = ts.createProgram([...texts.keys()], options, host)
    const codes = [...texts.keys()].map((name) =>
      ts.getPreEmitDiagnostics(program, program.getSourceFile(name)).map(({ code }) => code),
    )
    assert.deepEqual(codes, [[], [2551]])
  })

  it('hide what a page added to every object before anything else of the player runs', () => {
    const code = readFileSync(join(root, 'packages/player/dist/define.js'), 'utf8')
    assert.match(code, /^import '\.\/inherited-names\.js'/)
  })

  it('do nothing when they are imported in Node', async () => {
    assert.deepEqual(await importEntries({ root }), { ok: true, messages: [] })
  })
})
