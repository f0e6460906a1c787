import { StorageOverloadedError } from '../../src/storage/database/storage-overloaded-error.js'

/** As players do, sends again what the store had no time for: on a busy machine a batch may wait longer than it may. */
export async function untilTaken<Result>(send: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof StorageOverloadedError)) throw error
    }
  }
}
