import type { CDPSession, Page } from 'playwright-core'
import type { StorageState } from './cells.js'

/** Puts the storage of a page, before it is opened, into a state; `session` has to stay open as long as it shall last. */
export async function setStorageState(
  page: Page,
  session: CDPSession,
  origin: string,
  state: StorageState,
): Promise<void> {
  switch (state) {
    case 'ok':
      return
    case 'quota':
      // The browser’s own: every write is refused with QuotaExceededError, reading works, localStorage has its own budget.
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
      return
    case 'denied':
      await page.addInitScript(deny)
      return
    case 'hanging':
      await page.addInitScript(hang)
  }
}

/** As Chromium refuses a frame whose site may keep nothing. */
function deny(): void {
  const refuse = (): never => {
    throw new DOMException('Access is denied for this document.', 'SecurityError')
  }
  Object.defineProperty(window, 'localStorage', { get: refuse })
  navigator.locks.request = (() =>
    Promise.reject(new DOMException('Access to the Locks API is denied in this context.', 'SecurityError'))) as never
  IDBFactory.prototype.open = () => {
    const request = new EventTarget() as IDBOpenDBRequest
    const error = new DOMException('The user denied permission to access the database.', 'UnknownError')
    Object.assign(request, { error, readyState: 'done' })
    setTimeout(() => {
      const event = new Event('error')
      request.dispatchEvent(event)
      request.onerror?.(event)
    })
    return request
  }
}

/** As a database that never answers. */
function hang(): void {
  IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest
}
