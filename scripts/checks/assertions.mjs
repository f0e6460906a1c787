import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { listFiles } from './files.mjs'
import { none } from './tool.mjs'

export const name = 'assertions'
export const enforces =
  'Every test asserts something that can fail, and a property uses every value that is generated for it.'

const isTestFile = /(^|\/)(test|scripts\/test)\/(?!.*fixtures\/).*\.(ts|mjs)$/
/** Functions that assert for a test say so in their names; `waitUntil` rejects when its time is over. */
const ASSERTS = /^(assert|expect|verify|compare|fail$|runVector$|waitUntil$)/

export async function run({ root }) {
  const messages = []
  for (const file of listFiles(root)) {
    if (!isTestFile.test(file)) continue
    const text = readFileSync(join(root, file), 'utf8')
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    for (const [node, fault] of findFaults(source)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      messages.push(`${file}:${line + 1} ${fault}`)
    }
  }
  return none(messages)
}

function* findFaults(source) {
  const functions = namedFunctions(source)
  for (const call of callsIn(source)) {
    const callee = lastName(call.expression)
    if (isTest(call)) {
      // Options may stand between the title and the body.
      if (!call.arguments.slice(1).some((each) => asserts(each, functions, new Set())))
        yield [call, `asserts nothing: ${title(call)}`]
    } else if (callee === 'property' || callee === 'asyncProperty') {
      if (ignoresValues(call)) yield [call, 'generates a value that the property does not use.']
    } else if (comparesConstants(call)) yield [call, 'compares constants: this cannot fail.']
  }
}

function isTest({ expression, arguments: given }) {
  // `it.each(…)(title, body)` as well as `it(title, body)`.
  const callee = ts.isCallExpression(expression) ? expression.expression : expression
  const name = ts.isPropertyAccessExpression(callee) ? callee.expression : callee
  return ts.isIdentifier(name) && ['it', 'test'].includes(name.text) && given.length >= 2
}

/** Whether there is an assertion in the function, or in a function of this file that it calls. */
function asserts(node, functions, seen) {
  if (ts.isIdentifier(node)) return called(node.text, functions, seen)
  for (const call of callsIn(node)) {
    if (isAssertion(call) || called(lastName(call.expression), functions, seen)) return true
    if (call.arguments.some((argument) => ts.isIdentifier(argument) && called(argument.text, functions, seen)))
      return true
  }
  return false
}

function called(name, functions, seen) {
  if (ASSERTS.test(name)) return true
  if (seen.has(name) || !functions.has(name)) return false
  seen.add(name)
  return functions.get(name).some((body) => asserts(body, functions, seen))
}

function isAssertion({ expression }) {
  const root = firstName(expression)
  return root === 'assert' || root === 'expect' || ASSERTS.test(lastName(expression))
}

/** Functions and methods by name; two of one name both count. */
function namedFunctions(source) {
  const functions = new Map()
  const add = (name, body) => name && body && functions.set(name, [...(functions.get(name) ?? []), body])
  walk(source, (node) => {
    if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) add(node.name?.getText(), node.body)
    if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) {
      const value = node.initializer
      if (value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) add(node.name.getText(), value.body)
    }
  })
  return functions
}

function ignoresValues(call) {
  const predicate = call.arguments.at(-1)
  if (!predicate || !ts.isArrowFunction(predicate)) return false
  const arbitraries = call.arguments.slice(0, -1)
  if (predicate.parameters.length < arbitraries.length) return true
  return arbitraries.some((arbitrary, index) => {
    const pattern = predicate.parameters[index].name
    if (!ts.isCallExpression(arbitrary)) return false
    const kind = lastName(arbitrary.expression)
    if (kind === 'tuple' && ts.isArrayBindingPattern(pattern)) {
      const used = pattern.elements.filter((element) => !ts.isOmittedExpression(element))
      return !hasRest(pattern) && used.length < arbitrary.arguments.length
    }
    const [shape] = arbitrary.arguments
    if (kind === 'record' && ts.isObjectBindingPattern(pattern) && shape && ts.isObjectLiteralExpression(shape)) {
      return !hasRest(pattern) && pattern.elements.length < shape.properties.length
    }
    return false
  })
}

/** `assert.isTrue(true)`, `assert.equal(1, 1)`; `assert.fail('words')` does fail. */
function comparesConstants({ expression, arguments: given }) {
  if (firstName(expression) !== 'assert' || lastName(expression) === 'fail') return false
  return given.length > 0 && given.slice(0, 2).every(isConstant)
}

function hasRest({ elements }) {
  return elements.some((element) => element.dotDotDotToken)
}

function isConstant(node) {
  const literals = [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword]
  return ts.isLiteralExpression(node) || literals.includes(node.kind)
}

function lastName(node) {
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  return ts.isIdentifier(node) ? node.text : ''
}

function firstName(node) {
  let at = node
  while (ts.isPropertyAccessExpression(at) || ts.isCallExpression(at)) at = at.expression
  return ts.isIdentifier(at) ? at.text : ''
}

function title({ arguments: [given] }) {
  return given.getText().slice(0, 100)
}

function callsIn(node) {
  const calls = []
  walk(node, (each) => ts.isCallExpression(each) && calls.push(each))
  return calls
}

function walk(node, visit) {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}
