import { assert } from 'chai'
import { localChoices } from '../../src/browser/local-choices.js'
import { PLAIN_CAPTIONS } from '../../src/core/playback/caption-style.js'
import { NO_CHOICES } from '../../src/core/playback/learner-choices.js'
import type { LessonPlayerElement } from '../../src/index.js'
import { loadMuxPlayer } from '../../src/playback/mux/load-mux-player.js'
import { mount } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

type Inner = HTMLElement & { media: HTMLVideoElement & { nativeEl: HTMLVideoElement } }

/** Themes of a page, one with a place for captions. */
async function defineThemes(): Promise<void> {
  await loadMuxPlayer()
  for (const [name, hasBox] of [
    ['with-box', true],
    ['without-box', false],
  ] as const) {
    if (customElements.get(`media-theme-${name}`)) continue
    const template = document.createElement('template')
    const { ownerDocument: inert } = template.content
    const make = (tag: string, attributes: Readonly<Record<string, string>> = {}) => {
      const element = inert.createElement(tag)
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
      return element
    }
    const controller = make('media-controller')
    controller.append(make('slot', { name: 'media', slot: 'media' }))
    if (hasBox) controller.append(make('div', { part: 'captions', style: 'align-self: stretch' }))
    controller.append(make('media-time-range'))
    template.content.append(controller)
    const MediaTheme = customElements.get('media-theme') as CustomElementConstructor & { template?: unknown }
    customElements.define(
      `media-theme-${name}`,
      class extends MediaTheme {
        static override template = template
      },
    )
  }
}

describe('captions that the player draws', () => {
  useFakeHandler()
  before(defineThemes)
  afterEach(() => {
    localChoices.change(NO_CHOICES)
    localStorage.clear()
  })

  const inner = (element: LessonPlayerElement) => element.muxPlayer as Inner
  const theme = (element: LessonPlayerElement) => inner(element).shadowRoot?.querySelector('media-theme')?.shadowRoot
  const box = (element: LessonPlayerElement) => theme(element)?.querySelector<HTMLElement>('[part=captions]') ?? null
  const text = (element: LessonPlayerElement) => box(element)?.textContent ?? ''
  const showing = (element: LessonPlayerElement) =>
    [...(element.textTracks ?? [])].find(({ mode, kind }) => mode === 'showing' && kind !== 'metadata')

  /** Whether the browser draws what the track shows. */
  function isNative(element: LessonPlayerElement): boolean {
    const root = inner(element).media.nativeEl.getRootNode() as ShadowRoot
    const rules = root.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules])
    return !rules.some(({ cssText }) => cssText.includes('::cue') && cssText.includes('visibility: hidden'))
  }

  async function lesson(attributes = {}): Promise<LessonPlayerElement> {
    const basics = { endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true }
    const element = mount({ ...basics, theme: 'with-box', ...attributes })
    await next(element, 'canplay')
    await until(() => showing(element) !== undefined)
    // Under its still a lesson has no cue that is active, whatever the tracks say.
    const sought = next(element, 'seeked')
    element.currentTime = 0.1
    await sought
    return element
  }

  async function lessonWithCue(attributes = {}): Promise<LessonPlayerElement> {
    const element = await lesson(attributes)
    await element.play()
    await until(() => (showing(element)?.activeCues?.length ?? 0) > 0)
    element.pause()
    return element
  }

  /** A track of the page's own, the only one that is shown, with this cue over the whole lesson. */
  async function showCue(element: LessonPlayerElement, change: (cue: VTTCue) => void = () => undefined): Promise<void> {
    const added = next(element.textTracks!, 'addtrack')
    const track = inner(element).media.nativeEl.addTextTrack('subtitles', 'Own', 'fr')
    // With every new track the learner's choice is shown again.
    await added
    for (const each of element.textTracks ?? []) if (each.kind !== 'metadata') each.mode = 'disabled'
    const cue = new VTTCue(0, 1000, 'Bonjour')
    change(cue)
    track.addCue(cue)
    track.mode = 'showing'
  }

  for (const [title, worn] of [
    ['in the player’s own theme', false],
    ['in a page’s theme that has a place for them', 'with-box'],
  ] as const)
    describe(title, () => {
      it('say what the track says, in its language, and the browser draws nothing', async () => {
        const element = await lessonWithCue({ theme: worn })
        await until(() => text(element) !== '')
        const cues = [...(showing(element)?.activeCues ?? [])] as VTTCue[]
        assert.equal(text(element), cues.map((cue) => cue.getCueAsHTML().textContent).join(''))
        assert.equal(box(element)?.lang, 'en')
        assert.isFalse(isNative(element))
        assert.equal(showing(element)?.mode, 'showing')
      })

      it('end above the time bar', async () => {
        const element = await lessonWithCue({ theme: worn })
        await until(() => text(element) !== '')
        // While it plays and nobody moves, they lie where the controls were.
        await until(() => theme(element)!.querySelector('media-controller[mediapaused]') !== null)
        await Promise.all(
          box(element)!
            .getAnimations()
            .map(({ finished }) => finished),
        )
        const bar = theme(element)!.querySelector('media-time-range')!
        assert.isAtMost(box(element)!.getBoundingClientRect().bottom, bar.getBoundingClientRect().top + 0.5)
      })
    })

  it('go with the track', async () => {
    const element = await lessonWithCue()
    await until(() => text(element) !== '')
    showing(element)!.mode = 'disabled'
    await until(() => text(element) === '')
    await showCue(element)
    await until(() => text(element) === 'Bonjour')
    assert.equal(box(element)?.lang, 'fr')
  })

  it('look as the learner chose', async () => {
    const style = { ...PLAIN_CAPTIONS, size: 200, color: 'yellow', ground: 'solid', position: 'top' } as const
    const plain = await lesson()
    await showCue(plain)
    await until(() => text(plain) === 'Bonjour')
    const { fontSize } = getComputedStyle(box(plain)!)
    localChoices.change({ captionStyle: style })
    const element = await lesson({ 'no-pause-others': true })
    await showCue(element)
    await until(() => text(element) === 'Bonjour')
    const words = getComputedStyle(box(element)!.querySelector('span')!)
    assert.equal(Number.parseFloat(words.fontSize), 2 * Number.parseFloat(fontSize))
    assert.equal(words.color, 'rgb(255, 225, 77)')
    assert.equal(words.backgroundColor, 'rgb(8, 10, 16)')
    const middle = element.getBoundingClientRect().top + element.getBoundingClientRect().height / 2
    assert.isBelow(box(element)!.getBoundingClientRect().bottom, middle)
  })

  it('are left to the browser where the learner wants it, and back', async () => {
    localChoices.change({ captionStyle: { ...PLAIN_CAPTIONS, native: true } })
    const element = await lesson()
    await showCue(element)
    await until(() => showing(element)?.activeCues?.length === 1)
    assert.equal(text(element), '')
    assert.isTrue(isNative(element))
    localChoices.change({ captionStyle: PLAIN_CAPTIONS })
    showing(element)!.mode = 'disabled'
    await showCue(element)
    await until(() => text(element) === 'Bonjour')
    assert.isFalse(isNative(element))
  })

  it('are left to the browser where text runs from top to bottom', async () => {
    const element = await lesson()
    await showCue(element)
    await until(() => text(element) === 'Bonjour')
    await showCue(element, (cue) => (cue.vertical = 'rl'))
    await until(() => isNative(element))
    assert.equal(text(element), '')
  })

  it('are left to the browser where they have a region', async () => {
    const element = await lesson()
    await showCue(element)
    await until(() => text(element) === 'Bonjour')
    // Chromium knows no regions; there every cue is drawn here, unless it says otherwise.
    await showCue(element, (cue) => Object.assign(cue, { region: 'VTTRegion' in window ? new VTTRegion() : {} }))
    await until(() => isNative(element))
    assert.equal(text(element), '')
  })

  it('are left to the browser in a theme that has no place for them', async () => {
    const element = await lessonWithCue({ theme: 'without-box' })
    assert.isNull(box(element))
    assert.isTrue(isNative(element))
  })

  it('bring nothing of their file into the player but words', async () => {
    const element = await lesson()
    await showCue(
      element,
      (cue) => (cue.text = '<c.center><b>Leave</b></c> <script>now</script><img src=x onerror=alert(1)>'),
    )
    await until(() => text(element).includes('Leave'))
    assert.isNull(box(element)!.querySelector('script, img, [class], [onerror], [style]'))
  })
})
