import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { listFiles } from './files.mjs'
import { none } from './tool.mjs'

export const name = 'messages'
export const enforces =
  'What a learner reads is one message of a language: it is not joined to another one, nor to words that stand in the code.'

const isElementCode = /^packages\/(player|studio|element-kit)\/src\/.*\.ts$/
const isLanguage = /\/i18n\/[\w-]+\.ts$/
/** A word, in whatever script. */
const LETTER = /\p{L}/u

export async function run({ root }) {
  const messages = []
  for (const file of listFiles(root)) {
    if (!isElementCode.test(file)) continue
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true)
    for (const [node, fault] of isLanguage.test(file) ? inLanguage(source) : inCode(source)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      messages.push(`${file}:${line + 1} ${fault}`)
    }
  }
  return none(messages)
}

/** In a language every sentence is written as a whole. */
function* inLanguage(source) {
  for (const node of nodesOf(source)) {
    if (isSum(node) && [node.left, node.right].some(isText)) yield [node, 'adds up a text: write the whole sentence.']
  }
}

function* inCode(source) {
  for (const node of nodesOf(source)) {
    if (isSum(node) && [node.left, node.right].some(isMessage))
      yield [node, 'adds something to a message: make it one message with a placeholder.']
    else if (ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent)) {
      if (node.templateSpans.some(({ expression }) => isMessage(expression)))
        yield [node, 'puts a message into a text: make it one message with a placeholder.']
    } else if (ts.isTaggedTemplateExpression(node) && ts.isTemplateExpression(node.template)) {
      if (joinsMessages(node.template)) yield [node, 'puts a message beside other words: make it one message.']
    } else if (isJoin(node) && node.expression.expression.elements?.some(isMessage))
      yield [node, 'joins messages: make them one.']
  }
}

/** Whether one text node, or one attribute, holds a message and a letter, or two messages. */
function joinsMessages({ head, templateSpans }) {
  const marked = templateSpans.reduce(
    (text, { expression, literal }) => text + (isMessage(expression) ? '\u0001' : '\u0002') + literal.text,
    head.text,
  )
  const inText = marked.split(/<[^>]*>/)
  const inTags = [...marked.matchAll(/"([^"]*)"/g)].map(([, value]) => value)
  return [...inText, ...inTags].some((part) => {
    const messages = part.split('\u0001').length - 1
    return messages > 1 || (messages === 1 && LETTER.test(part))
  })
}

/** A call that reads a message, or a choice of such calls. */
function isMessage(node) {
  if (ts.isParenthesizedExpression(node)) return isMessage(node.expression)
  if (ts.isConditionalExpression(node)) return isMessage(node.whenTrue) || isMessage(node.whenFalse)
  if (!ts.isCallExpression(node)) return false
  const { expression } = node
  if (ts.isCallExpression(expression)) return lastName(expression.expression) === 'formatter'
  return lastName(expression) === 'message'
}

function lastName(node) {
  if (ts.isPropertyAccessExpression(node)) return node.name.text.replace('#', '')
  return ts.isIdentifier(node) ? node.text : ''
}

const isSum = (node) => ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken
const isText = (node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
const isJoin = (node) =>
  ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'join'

function* nodesOf(node) {
  yield node
  for (const child of node.getChildren()) yield* nodesOf(child)
}
