const PLAYER = "document.querySelector('ehr-lesson-player')"
const VIDEO = `${PLAYER}.muxPlayer?.media?.nativeEl`

/** What a state does to the player of a page. Media times in seconds. */
export function lessonOn(page, look) {
  const waitFor = (condition) => page.waitForFunction(condition, undefined, { polling: 100, timeout: 60_000 })
  /** Where a part of the player, or an element of it by its name, is drawn, once it has a size. */
  const partBox = async (name) => {
    const handle = await page.waitForFunction(
      (name) => {
        const find = (root) => {
          for (const element of root.querySelectorAll('*')) {
            const { width, height } = element.getBoundingClientRect()
            const isIt = element.part.contains(name) || element.localName === name
            if (isIt && width > 0 && height > 0) return element
            const inside = element.shadowRoot && find(element.shadowRoot)
            if (inside) return inside
          }
          return null
        }
        const { x, y, width, height } = find(globalThis.document)?.getBoundingClientRect() ?? {}
        return width ? { x, y, width, height } : null
      },
      name,
      { timeout: 20_000 },
    )
    return handle.jsonValue()
  }
  return {
    page,
    waitFor,
    partBox,
    ready: () => waitFor(`(ehrCounts['ehr-ready'] ?? 0) > 0 && (${VIDEO}?.readyState ?? 0) >= 2`),
    async play(rate = 1) {
      await page.evaluate(`${PLAYER}.playbackRate = ${rate}; ${PLAYER}.play()`)
      if (look.fullScreen && !(await page.evaluate('document.fullscreenElement !== null'))) {
        // A browser wants a hand for this.
        await page.evaluate(
          `addEventListener('click', () => ${PLAYER}.requestFullscreen(), { once: true, capture: true })`,
        )
        await page.mouse.click(1, 1)
        await waitFor('document.fullscreenElement !== null')
      }
    },
    pause: () => page.evaluate(`${PLAYER}.pause()`),
    reach: (time) => waitFor(`${VIDEO}.currentTime >= ${time} || ${VIDEO}.ended`),
    async seek(to) {
      await page.evaluate(`new Promise((resolve) => {
        ${VIDEO}.addEventListener('seeked', resolve, { once: true })
        ${PLAYER}.currentTime = ${to}
      })`)
    },
    ended: () => waitFor(`${VIDEO}.ended`),
    flush: () => page.evaluate(`${PLAYER}.flush().then(() => undefined)`),
    completed: () => waitFor(`(ehrCounts['ehr-complete'] ?? 0) > 0`),
    /** Shows the controls: a mouse over the picture, or a finger's touch. */
    async showControls() {
      const { x, y, width, height } = await page.locator('ehr-lesson-player').boundingBox()
      if (look.touch) await page.touchscreen.tap(x + width / 2, y + height / 4)
      else await page.mouse.move(x + width / 2, y + height / 3)
    },
    /** Waits until nobody has used the controls for so long that they are gone. */
    async hideControls() {
      await page.mouse.move(0, 0)
      await waitFor(`[...document.querySelectorAll('ehr-lesson-player')].every((player) => {
        const find = (root) => root.querySelector('media-controller') ??
          [...root.querySelectorAll('*')].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean)
        return find(player.shadowRoot)?.hasAttribute('userinactive')
      })`)
    },
    async press(part) {
      const { x, y, width, height } = await partBox(part)
      if (look.touch) await page.touchscreen.tap(x + width / 2, y + height / 2)
      else await page.mouse.click(x + width / 2, y + height / 2)
    },
    async hover(part, share) {
      const { x, y, width, height } = await partBox(part)
      await page.mouse.move(x + width * share, y + height / 2)
    },
    /** Presses a key on the picture; what takes keys is loaded once the focus is in the player. */
    async key(key, modifiers = {}) {
      await page.keyboard.press('Tab')
      await waitFor(`performance.getEntriesByType('resource').some(({ name }) => name.includes('stage-keys'))`)
      await page.evaluate(
        `${PLAYER}.muxPlayer.mediaController.dispatchEvent(new KeyboardEvent('keydown',
          ${JSON.stringify({ key, bubbles: true, composed: true, cancelable: true, ...modifiers })}))`,
      )
    },
    /** Moves the focus with the keyboard to a part, or an element by its name. */
    async tabTo(name) {
      const isThere = () =>
        page.evaluate((name) => {
          let at = globalThis.document.activeElement
          const path = []
          while (at) {
            path.push(at, at.getRootNode().host)
            at = at.shadowRoot?.activeElement
          }
          return path.some((element) => element?.localName === name || element?.part?.contains(name))
        }, name)
      for (let stops = 0; !(await isThere()); stops += 1) {
        if (stops > 40) throw new Error(`The keyboard does not reach ${name}`)
        await page.keyboard.press('Tab')
      }
    },
    /** Opens the list of what counts, once it is there. */
    async whatCounts() {
      await page.evaluate(`${PLAYER}.showWhatCounts()`)
      await waitFor(`${PLAYER}.shadowRoot.querySelector('[part=dialog] h3') !== null`)
    },
    /** Something is wrong with what is to be saved, and the player says so. */
    loud: () => waitFor(`${PLAYER}.shadowRoot.querySelector('[part=sync][role=status]').textContent.trim() !== ''`),
    /** The quiet words about what is saved are there. */
    calm: () => waitFor(`[...${PLAYER}.shadowRoot.querySelectorAll('[part=sync]')].at(-1).textContent.trim() !== ''`),
    /** What was on its way in or out has arrived; what goes on and on, such as a spinner, is left alone. */
    async settled() {
      await page.evaluate(async () => {
        const frame = () => new Promise((resolve) => globalThis.requestAnimationFrame(resolve))
        const rootsIn = (root) => [
          root,
          ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? rootsIn(shadowRoot) : [])),
        ]
        const running = () =>
          rootsIn(globalThis.document)
            .flatMap((root) => root.getAnimations())
            .filter(({ effect, playState }) => playState === 'running' && effect.getComputedTiming().endTime < Infinity)
        for (let quiet = 0; quiet < 3; quiet += 1) {
          await frame()
          const animations = running()
          if (animations.length > 0) quiet = 0
          await Promise.allSettled(animations.map(({ finished }) => finished))
        }
      })
    },
    /** A panel of words is there. */
    panel: () => partBox('message'),
    /** Answers every call of the handler at this path as a handler does that refuses it, with a coded problem. */
    answer: (path, status, code) =>
      page.route(path, (route) =>
        route.fulfill({
          status,
          contentType: 'application/problem+json',
          headers: { 'retry-after': '30', 'access-control-expose-headers': 'retry-after' },
          body: JSON.stringify({
            type: `urn:ehr-lessons:problem:${code}`,
            title: code,
            status,
            code,
            retryable: status === 429 || status === 503,
            request_id: 'r',
          }),
        }),
      ),
  }
}
