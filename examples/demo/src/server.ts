import { DatabaseError, startDemo } from './demo.js'
import { DataFileError, isCode } from './kept-secret.js'
import { SettingsError, readSettings, usage } from './settings.js'

/** The explanation for somebody whose demo did not start, or `undefined` for an unexpected error. */
function explain(error: unknown, port: number | undefined): string | undefined {
  if (error instanceof SettingsError || error instanceof DatabaseError || error instanceof DataFileError)
    return error.message
  if (isCode(error, 'EADDRINUSE')) {
    return `Port ${String(port)} is taken. Stop what listens there, or choose another one: PORT=4174 npm start`
  }
  if (isCode(error, 'EACCES') || isCode(error, 'EPERM') || isCode(error, 'EROFS')) {
    return 'The demo may not write to its data folder, or not listen on that port. DATA_DIR and PORT choose others.'
  }
  if (['ENOTDIR', 'EEXIST', 'ENOENT', 'EISDIR', 'ENOSPC'].some((code) => isCode(error, code))) {
    return 'The data folder cannot be made or written: a file of that name is in the way, or the disk is full. DATA_DIR chooses another.'
  }
  return undefined
}

async function main(): Promise<void> {
  let port: number | undefined
  try {
    const settings = readSettings(process.env)
    port = settings.port
    const demo = await startDemo(settings, console.log)
    const stop = (): void => {
      console.log('Stopping …')
      // A second signal does not wait.
      process.once('SIGINT', () => process.exit(130))
      process.once('SIGTERM', () => process.exit(143))
      void demo.close().then(() => process.exit(0))
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    console.log(`Open ${demo.origin}`)
  } catch (error) {
    console.error(explain(error, port) ?? error)
    process.exitCode = 1
  }
}

const options = process.argv.slice(2)
if (options.length === 0) await main()
else {
  const asksForHelp = options.every((option) => option === '--help' || option === '-h')
  if (asksForHelp) console.log(usage)
  else console.error(`Unknown option ${String(options[0])}.\n\n${usage}`)
  process.exitCode = asksForHelp ? 0 : 2
}
