import type { OpenClient } from './open-client.js'

/** What the program is given by whoever starts it. */
export interface CliPorts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly open: OpenClient
  readonly print: (line: string) => void
  readonly complain: (line: string) => void
  /** Asks whoever started it; absent: nobody can be asked, so nothing is done that has to be asked about. */
  readonly confirm?: (question: string) => Promise<boolean>
}
