import type { BrowserContext } from 'playwright-core'

/** How many records of evidence lie in the profile, in the database and in localStorage. */
export async function countLeftovers(context: BrowserContext, origin: string): Promise<number> {
  // A page of the same origin that has no player, and that nothing keeps from its storage.
  const page = await context.newPage()
  await page.goto(`${origin}/nothing`)
  const count = await page.evaluate(async () => {
    const backups = Object.keys(localStorage).filter((key) => key.startsWith('ehr-lq/')).length
    const databases = await indexedDB.databases()
    if (!databases.some(({ name }) => name === 'ehr-lesson-queue')) return backups
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('ehr-lesson-queue')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error!)
    })
    const keys = await new Promise<IDBValidKey[]>((resolve, reject) => {
      const request = database.transaction('kv').objectStore('kv').getAllKeys()
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error!)
    })
    database.close()
    return backups + keys.filter((key) => typeof key === 'string' && key.startsWith('s/')).length
  })
  await page.close()
  return count
}
