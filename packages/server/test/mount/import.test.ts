import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { assert } from 'chai'

const here = fileURLToPath(new URL('.', import.meta.url))

describe('importing the package', () => {
  it('has no effect: no global, no timer, no connection, nothing printed', () => {
    const script = `
      // Zod keeps its own settings in globals under its own name.
      const globals = () => Object.getOwnPropertyNames(globalThis).filter((name) => !name.startsWith('__zod_')).join()
      const before = globals()
      const request = globalThis.Request
      for (const entry of ['', '/node', '/auth', '/pglite', '/pglite-worker', '/postgres']) await import('@enhancedhr/server' + entry)
      if (globals() !== before) throw new Error('a global')
      if (globalThis.Request !== request) throw new Error('another Request')
      const open = process.getActiveResourcesInfo().filter((name) => !/^(FSReqPromise|CloseReq|TTYWrap|PipeWrap)$/.test(name))
      if (open.length > 0) throw new Error(open.join())`
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: here,
      encoding: 'utf8',
    })
    assert.deepEqual([status, stdout, stderr], [0, '', ''])
  })
})
