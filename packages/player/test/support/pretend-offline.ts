/** Does something while the browser says that the device has no network; requests are answered all the same. */
export async function pretendOffline(work: () => void | Promise<void>): Promise<void> {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false })
  window.dispatchEvent(new Event('offline'))
  try {
    await work()
  } finally {
    Reflect.deleteProperty(navigator, 'onLine')
    window.dispatchEvent(new Event('online'))
  }
}
