import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { listFiles } from './files.mjs'
import { none } from './tool.mjs'
import { PHRASES, REPLACED_COMPOUNDS, REPLACED_NAMES } from './vocabulary.mjs'

export const name = 'names'
export const enforces =
  'Code, file names, comments, messages, test titles and pages use the words of docs/glossary.md and the usual name of ' +
  'a mechanism.'

/** The patterns and their test, and migrations, which are never edited once released. */
const EXEMPT = [/^scripts\/(checks\/vocabulary|test\/names-check\.test)\.mjs$/, /\/migrations\/migration-\d+\.ts$/]
const isCode = /\.(ts|mjs|cjs|js)$/
const isPage = /\.(md|html)$/

export async function run({ root }) {
  const messages = []
  for (const file of listFiles(root)) {
    if (EXEMPT.some((each) => each.test(file))) continue
    for (const { line, found, instead } of findFaults(file, () => readFileSync(join(root, file), 'utf8')))
      messages.push(`${file}:${line} has “${found}”; use: ${instead}.`)
  }
  return none(messages)
}

/** Every replaced name and phrase of one file, as `{ line, found, instead }`. */
function* findFaults(file, read) {
  if (!isCode.test(file) && !isPage.test(file)) return
  const parts = file.split('/')
  for (const part of parts.slice(-2)) yield* inName(part.replace(/\..*$/, ''), 1)
  const text = read()
  if (isPage.test(file)) yield* inPage(text)
  else yield* inCode(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))
}

function* inPage(text) {
  const prose = text.replace(/```[\s\S]*?```|<(script|style)[\s\S]*?<\/\1>/g, blank)
  yield* inProse(prose, (offset) => prose.slice(0, offset).split('\n').length)
}

function* inCode(source) {
  for (const node of leaves(source)) {
    const start = node.getStart(source, false)
    const lineAt = (position) => source.getLineAndCharacterOfPosition(position).line + 1
    const trivia = source.text.slice(node.pos, start)
    if (/\/[/*]/.test(trivia)) yield* inProse(trivia, (offset) => lineAt(node.pos + offset))
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) yield* inName(node.text, lineAt(start))
    else if (isText(node) && /[a-z] [a-z]/i.test(node.text))
      yield* inProse(node.text, (offset) => lineAt(Math.min(start + offset, node.end)))
  }
}

function* leaves(node) {
  const children = node.getChildren().filter((child) => !isDocComment(child.kind))
  if (children.length === 0) yield node
  for (const child of children) yield* leaves(child)
}

const isDocComment = (kind) => kind >= ts.SyntaxKind.FirstJSDocNode && kind <= ts.SyntaxKind.LastJSDocNode
const isText = (node) =>
  ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)

/** Words of a name: `tellHost` and `tell-host` are `tell` and `host`. */
const wordsOf = (text) =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)

function* inName(text, line) {
  const words = wordsOf(text)
  for (const [pattern, instead] of REPLACED_NAMES)
    if (words.some((word) => pattern.test(word))) yield { line, found: text, instead }
  for (const [pattern, instead] of REPLACED_COMPOUNDS)
    if (pattern.test(words.join('-'))) yield { line, found: text, instead }
}

/** Code in backticks is not prose. Lines of one paragraph are read together, since a phrase may be broken over two. */
function* inProse(text, lineAt) {
  const prose = text
    .replace(/`[^`]*`/g, blank)
    .replace(/\n[ \t]*(?:\*(?!\/)|\/\/)?[ \t]*(?=\S)/g, (gap) => gap.replace(/[^\n]/g, ' '))
  for (const [pattern, instead] of PHRASES)
    for (const match of flatten(prose).matchAll(new RegExp(pattern.source, `${pattern.flags}gm`)))
      yield { line: lineAt(match.index), found: match[0].trim().slice(0, 60), instead }
}

/** The same length, so that an offset still names its line: breaks within a paragraph become blanks. */
const flatten = (text) => text.replace(/(?<!\n)\n(?!\s*(?:\n|[-|#>]|\d+\. ))/g, ' ')
const blank = (text) => text.replace(/[^\n]/g, ' ')
