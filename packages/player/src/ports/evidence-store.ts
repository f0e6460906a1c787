/** Keeps records on the device. No call rejects or hangs: where the browser denies storage, memory takes its place. */
export interface EvidenceStore {
  readonly storage: 'disk' | 'memory'
  entries(prefix: string): Promise<readonly (readonly [key: string, value: unknown])[]>
  set(key: string, value: unknown): Promise<void>
  delete(key: string): Promise<void>
  /** Reads and writes in one transaction; `undefined` removes the record. */
  update(key: string, change: (stored: unknown) => unknown): Promise<void>
}
