import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import Mux from '@mux/mux-node'
import { readPrivateKey } from '../../server/src/signing/private-key.js'
import { TokenSigner } from '../../server/src/signing/token-signer.js'

const ROUNDS = 15
const ROUND_MS = 1_000
/** Calls that wait at the same time: more than threads, so that none of them is idle. */
const AT_ONCE = 16
const EXPIRES = 1_900_000_000

/** Measures signatures a second beside OpenSSL and Mux's own SDK, in turns, and writes `docs/signing.md`. */
export async function run(): Promise<void> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const handedOut = Buffer.from(privateKey.export({ type: 'pkcs1', format: 'pem' })).toString('base64')
  const signer = new TokenSigner('key-1', readPrivateKey(handedOut))
  const mux = new Mux({ jwtSigningKey: 'key-1', jwtPrivateKey: handedOut })
  let count = 0
  const ways = {
    openssl: measureOpenssl,
    signer: () => rate(() => signer.sign({ sub: `video-${++count}`, aud: 'v', exp: EXPIRES })),
    sdk: () => rate(() => mux.jwt.signPlaybackId(`video-${++count}`, { type: 'video', expiration: '15m' })),
    kept: () => rate(() => signer.sign({ sub: 'video', aud: 'v', exp: EXPIRES })),
  }
  const rounds: Record<keyof typeof ways, number>[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const rates = { openssl: 0, signer: 0, sdk: 0, kept: 0 }
    for (const way of Object.keys(ways) as (keyof typeof ways)[]) rates[way] = await ways[way]()
    // The first round warms up.
    if (round > 0) rounds.push(rates)
    console.log(
      Object.entries(rates)
        .map(([way, value]) => `${way} ${value.toFixed(0)}`)
        .join('  '),
    )
  }
  await writePage(rounds)
}

/** What OpenSSL signs in a second on all cores, with nothing around it. */
async function measureOpenssl(): Promise<number> {
  const cores = availableParallelism().toString()
  const seconds = Math.ceil(ROUND_MS / 1000).toString()
  const { stdout } = await promisify(execFile)('openssl', ['speed', '-seconds', seconds, '-multi', cores, 'rsa2048'])
  const line = /^rsa\s+2048 bits\s+\S+s\s+\S+s\s+([\d.]+)/m.exec(stdout)
  if (!line) throw new Error('Expected `openssl speed` to print a line for rsa 2048.')
  return Number(line[1])
}

async function rate(sign: () => Promise<string>): Promise<number> {
  const begun = performance.now()
  const end = begun + ROUND_MS
  let done = 0
  const worker = async () => {
    while (performance.now() < end) {
      await sign()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return (done / (performance.now() - begun)) * 1000
}

async function writePage(rounds: readonly Record<'openssl' | 'signer' | 'sdk' | 'kept', number>[]): Promise<void> {
  const rates = (way: keyof (typeof rounds)[number]) => rounds.map((round) => round[way])
  const shares = rounds.map(({ signer, openssl }) => signer / openssl)
  const row = (name: string, values: readonly number[]) =>
    `| ${name} | ${show(quantile(values, 0.5))} | ${show(quantile(values, 0.1))} to ${show(quantile(values, 0.9))} |`
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`
  const page = `# What signing costs

Signatures a second with a key of 2048 bits, RS256, on ${availableParallelism().toString()} cores; Node ${process.versions.node}. \`pnpm bench signing\` measures it and
writes this page: ${rounds.length.toString()} rounds of a second each, the four in turns, because the speed of a machine changes from minute to
minute. ${AT_ONCE.toString()} calls wait at the same time.

| | a second, median | from the 10th to the 90th of 100 |
| --- | --- | --- |
${row('`openssl speed -multi`, nothing around it', rates('openssl'))}
${row('this signer, each claim new', rates('signer'))}
${row('@mux/mux-node, `signPlaybackId`', rates('sdk'))}
${row('this signer, equal claims', rates('kept'))}

This signer reaches ${percent(quantile(shares, 0.5))} of OpenSSL (median of the rounds; ${percent(quantile(shares, 0.1))} to ${percent(quantile(shares, 0.9))}). Mux's SDK reads the key again at each
call. A grant takes three tokens, and a lesson that many learners open in the same minute is signed once.
`
  await writeFile(fileURLToPath(new URL('../../../docs/signing.md', import.meta.url)), page)
  console.log(page)
}

function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.round(at * (sorted.length - 1))] ?? 0
}

function show(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
