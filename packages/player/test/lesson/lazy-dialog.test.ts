import { assert } from 'chai'
import { html, nothing, type LitElement } from 'lit'
import { beforeAll, describe, it } from 'vitest'
import type { Covered, DialogContent } from '../../src/element/layers/dialog-controller.js'
import { LazyDialog } from '../../src/element/layers/lazy-dialog.js'

/** A dialog whose element, for all it knows, is in a page, with a player that can change. */
function stage() {
  const host = { isConnected: true, addController: () => undefined, requestUpdate: () => undefined }
  const aPlayer = (): Covered => ({
    element: {} as HTMLElement,
    focusControls: () => undefined,
    closeMenu: () => undefined,
  })
  const at = { player: aPlayer() }
  const dialog = new LazyDialog(host as unknown as LitElement, () => at.player)
  return { dialog, changePlayer: () => (at.player = aPlayer()) }
}

/** What is loaded by hand: `arrive` ends the load. */
function slow(words: string) {
  let arrive: (() => void) | undefined
  const content: DialogContent = { render: () => html`${words}` }
  const loaded = new Promise<DialogContent>((resolve) => (arrive = () => resolve(content)))
  return { load: () => loaded, arrive: () => arrive?.() }
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve))
const wordsOf = (dialog: LazyDialog) => {
  const drawn = dialog.render(true)
  return drawn === nothing ? null : (drawn as { values: unknown[] }).values[0]
}

describe('a dialog that is being loaded', () => {
  beforeAll(() => import('../../src/element/layers/dialog-controller.js'))

  it('opens once it is there', async () => {
    const { dialog } = stage()
    const keys = slow('keys')
    dialog.open(keys.load)
    assert.isNull(wordsOf(dialog))
    keys.arrive()
    await settled()
    assert.equal(wordsOf(dialog), 'keys')
  })

  it('gives way to what is asked for after it', async () => {
    const { dialog } = stage()
    const keys = slow('keys')
    const settings = slow('settings')
    dialog.open(keys.load)
    dialog.open(settings.load)
    settings.arrive()
    await settled()
    keys.arrive()
    await settled()
    assert.equal(wordsOf(dialog), 'settings')
  })

  it('does not open over the player of a page that was left and entered again', async () => {
    const { dialog, changePlayer } = stage()
    const keys = slow('keys')
    dialog.open(keys.load)
    changePlayer()
    keys.arrive()
    await settled()
    assert.isNull(wordsOf(dialog))
  })
})
