/** Keeps records in the very task that asks for it: while the page goes nothing else is certain to be written. */
export interface UnloadBackup {
  put(key: string, value: unknown): void
  delete(key: string): void
  entries(prefix: string): readonly (readonly [key: string, value: unknown])[]
}
