/** Does something while localStorage is denied, as with all cookies blocked, or full. */
export async function withStorage(state: 'denied' | 'full', work: () => void | Promise<void>): Promise<void> {
  const real = Object.getOwnPropertyDescriptor(window, 'localStorage')!
  const { setItem } = Storage.prototype
  if (state === 'denied') Object.defineProperty(window, 'localStorage', { ...real, get: deny })
  else Storage.prototype.setItem = refuse
  try {
    await work()
  } finally {
    Object.defineProperty(window, 'localStorage', real)
    Storage.prototype.setItem = setItem
  }
}

function deny(): never {
  throw new DOMException('Access is denied for this document.', 'SecurityError')
}

function refuse(): never {
  throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
}
