import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from 'chai'
import ts from 'typescript'

const root = fileURLToPath(new URL('../..', import.meta.url))
const cache = join(root, 'node_modules/.cache/snippets')

/** What the host itself declares in the snippets, and what an earlier snippet of the page has made. */
const HOST = `
declare function whoIs(request: Request): Promise<string>
declare const app: import('express').Express
declare const registry: CustomElementRegistry
declare const yourOwnSignIn: import('express').RequestHandler
declare const lessons: import('@enhancedhr/server').LessonHandler
declare const supabase: { schema(name: string): { from(table: string): { select(columns: string): Promise<{ data: unknown }> } } }
`
/** Packages whose types a user does not have: one that asks for them does not compile. */
const FOREIGN = /node_modules\/(@types\/pg|@mux\/|@types\/google|google_interactive|mux-embed)/

const types = (path) => [join(root, 'packages', path)]
const options = {
  strict: true,
  skipLibCheck: false,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
  paths: {
    '@enhancedhr/server': types('server/dist/types/index.d.ts'),
    '@enhancedhr/server/*': types('server/dist/types/*.d.ts'),
    '@enhancedhr/player': types('player/dist/types/index.d.ts'),
    '@enhancedhr/player/define': types('player/dist/types/define.d.ts'),
    '@enhancedhr/player/lang/*.js': types('player/dist/types/i18n/*.d.ts'),
    '@enhancedhr/player/transcript': types('player/dist/types/transcript/index.d.ts'),
    '@enhancedhr/player/transcript/define.js': types('player/dist/types/transcript/define.d.ts'),
    '@enhancedhr/mux-local': types('mux-local/dist/types/index.d.ts'),
    express: types('server/node_modules/@types/express/index.d.ts'),
    hono: types('server/node_modules/hono'),
    'hono/*': types('server/node_modules/hono/dist/types/*'),
  },
}

/** Every block of TypeScript in the pages, and JavaScript that imports the packages, with its position. */
function readSnippets() {
  const docs = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'))
  const pages = ['README.md', 'packages/mux-local/README.md', ...docs.map((file) => `docs/${file}`)]
  return pages.flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8')
    return Array.from(text.matchAll(/^```(ts|js)\n([^]*?)^```/gm), ({ 1: language, 2: code, index }) => {
      const line = text.slice(0, index).split('\n').length
      return { title: `${page}:${line}`, language, code }
    }).filter(({ language, code }) => language === 'ts' || /from '@enhancedhr\/(server|player)/.test(code))
  })
}

/** Compiles the texts, each as a separate module beside the host's declarations, and returns what is wrong with them. */
function compile(texts) {
  rmSync(cache, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  writeFileSync(join(cache, 'package.json'), '{ "type": "module" }')
  const files = texts.map(({ code }, index) => {
    const own = HOST.split('\n').filter((line) => {
      const name = /^declare (?:const|function) (\w+)/.exec(line)?.[1]
      return name !== undefined && !new RegExp(`(const|import) (\\{[^}]*)?\\b${name}\\b`).test(code)
    })
    const file = join(cache, `snippet-${index}.ts`)
    writeFileSync(file, `${own.join('\n')}\n${code}\nexport {}\n`)
    return file
  })
  const program = ts.createProgram(files, options)
  const complaints = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const index = files.indexOf(file?.fileName ?? '')
    return `${texts[index]?.title ?? file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
  const foreign = program.getSourceFiles().filter(({ fileName }) => FOREIGN.test(fileName))
  return [...complaints, ...foreign.map(({ fileName }) => `asks for the types of ${fileName}`)]
}

/** A snippet with a mistake, which has to be found beside those of the pages. */
const MISTAKEN = {
  title: 'a mistaken page',
  code: `import { createLessonHandler } from '@enhancedhr/server'
    createLessonHandler({ mux: {} as never, store: {} as never, authenticate: (_request, { native }) => native.req.user })`,
}

describe('the snippets of the pages', () => {
  it('compile unchanged in a strict project that checks its libraries too', { timeout: 300_000 }, () => {
    const snippets = readSnippets()
    assert.isAbove(snippets.length, 5)
    // One program, because its libraries are most of the work.
    const complaints = compile([...snippets, MISTAKEN])
    assert.lengthOf(complaints, 1, complaints.join('\n'))
    assert.match(complaints[0], /^a mistaken page: 'native\.req' is of type 'unknown'/)
  })
})
