import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeId } from './ids.js'
import type { State } from './state.js'

/** The state in memory, its copy on disk, and the directory of files. */
export interface StateStore {
  readonly state: State
  /** Where files of an upload or an asset are: `uploads/…`, `assets/…`. It is made when it is first asked for. */
  directory(...path: string[]): string
  /** Writes the state to disk, where a data directory was given. */
  save(): void
  /** Forgets everything but what somebody was given to keep: access tokens, signing keys and webhooks, whose secrets are shown once. */
  reset(): void
  /** Removes the files of a stand-in that keeps nothing. */
  close(): void
}

const FILE = 'state.json'

function emptyState(): State {
  return {
    version: 1,
    environment: { id: makeId(6).toLowerCase(), name: 'Development' },
    seeded: false,
    clockOffset: 0,
    accessTokens: [],
    uploads: [],
    assets: [],
    restrictions: [],
    signingKeys: [],
    webhooks: [],
    events: [],
  }
}

function read(directory: string): State {
  const file = join(directory, FILE)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyState()
    throw error
  }
  const state = parse(text)
  if (state?.version !== 1) {
    throw new Error(`${file} is not a state of mux-local. Move it away, or choose another data directory.`)
  }
  return { ...emptyState(), ...state }
}

function parse(text: string): State | undefined {
  try {
    return JSON.parse(text) as State
  } catch {
    return undefined
  }
}

/** Opens the state of a data directory, or one in memory whose files are in a temporary directory until `close`. */
export function openStateStore(dataDirectory: string | undefined): StateStore {
  const state = dataDirectory === undefined ? emptyState() : read(dataDirectory)
  let root = dataDirectory
  const rootDirectory = () => (root ??= mkdtempSync(join(tmpdir(), 'mux-local-')))
  return {
    state,
    directory(...path) {
      const directory = join(rootDirectory(), ...path)
      mkdirSync(directory, { recursive: true })
      return directory
    },
    save() {
      if (dataDirectory === undefined) return
      mkdirSync(dataDirectory, { recursive: true })
      const file = join(dataDirectory, FILE)
      // Webhooks' secrets are in it. The new file takes the old one's place in one step, so that a crash leaves one of them whole.
      writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    },
    reset() {
      const { environment, accessTokens, signingKeys, webhooks } = state
      Object.assign(state, { ...emptyState(), environment, accessTokens, signingKeys, webhooks })
      if (root !== undefined) {
        for (const part of ['uploads', 'assets']) rmSync(join(root, part), { recursive: true, force: true })
      }
      this.save()
    },
    close() {
      if (dataDirectory === undefined && root !== undefined) rmSync(root, { recursive: true, force: true })
    },
  }
}
