/** The part of `Storage` that a page uses; shared by the tabs of one profile. */
export type LocalStorage = Pick<Storage, 'length' | 'key' | 'getItem' | 'removeItem' | 'clear'> & {
  setItem(key: string, value: unknown): void
}

/** Makes an empty one. */
export function createLocalStorage(): LocalStorage {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, String(value)),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  }
}
