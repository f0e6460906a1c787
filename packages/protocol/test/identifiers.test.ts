import { assert } from 'chai'
import { isId, isOpaqueId } from '../src/identifiers.js'

describe('identifiers', () => {
  it('of courses and lessons are plain enough for a URL', () => {
    for (const good of ['fire-safety-1', '7', 'A.b_c~d-e', 'x'.repeat(128)]) assert.isTrue(isId(good), good)
    for (const bad of ['', '-a', '.', 'a/b', 'a b', 'é', 'x'.repeat(129), 7, null]) assert.isFalse(isId(bad))
  })

  it('of learners and tenants are any text that a database can keep', () => {
    for (const good of ['ada', 'ada@example.com', '雅', 'x'.repeat(255)]) assert.isTrue(isOpaqueId(good), good)
    for (const bad of ['', 'x'.repeat(256), 'a\u0000b', 7, null, {}]) assert.isFalse(isOpaqueId(bad))
  })
})
