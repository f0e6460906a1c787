import * as z from 'zod/mini'
import { assetListAnswerSchema, toMuxAsset } from '../mux/mux-answers.js'
import { callMux, type MuxConnection } from '../mux/mux-request.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import { NO_TELEMETRY } from '../core/telemetry.js'
import type { SqlClient } from '../storage/database/sql-client.js'
import { UnitOfWork } from '../storage/database/unit-of-work.js'
import type { MuxFacts, WebhookFacts } from './diagnose-mux.js'

type Environment = Readonly<Record<string, string | undefined>>

/** Where Mux's webhooks go, below the handler's base. */
export const WEBHOOK_PATH = '/v1/mux/webhooks'
const PAGE = 100
const TRIAL_DEADLINE_MS = 10_000

const webhookListSchema = z.looseObject({ data: z.array(z.looseObject({ address: z.nullish(z.string()) })) })

/** How Mux is reached by what the environment says; `null` without an access token. */
export function readConnection(env: Environment): MuxConnection | null {
  const [id, secret] = [env['MUX_TOKEN_ID'], env['MUX_TOKEN_SECRET']]
  if (!id || !secret) return null
  const base = env['MUX_BASE_URL']
  return { token: { id, secret }, baseUrl: base ? base.replace(/\/+$/, '') : 'https://api.mux.com' }
}

/** Asks Mux and the database what the doctor wants to know; nothing is changed at either. `client`: one with the tables in it. */
export async function probeMux(
  env: Environment,
  { publicUrl, client, schema }: { publicUrl: string | null; client: SqlClient | null; schema: string },
): Promise<MuxFacts> {
  const connection = readConnection(env)
  const token = connection === null ? 'absent' : await tryToken(connection)
  const works = token === 'works' ? connection : null
  const keyId = env['MUX_SIGNING_KEY']
  const restrictionId = env['MUX_PLAYBACK_RESTRICTION_ID']
  return {
    token,
    signingKey:
      !keyId || !env['MUX_PRIVATE_KEY']
        ? 'absent'
        : works === null
          ? 'unread'
          : await knows(works, `/system/v1/signing-keys/${encodeURIComponent(keyId)}`),
    webhook: publicUrl === null ? null : await probeWebhook(works, publicUrl, env['MUX_WEBHOOK_SECRET']),
    restriction:
      works === null || !restrictionId
        ? null
        : await knows(works, `/video/v1/playback-restrictions/${encodeURIComponent(restrictionId)}`),
    ...(works === null || client === null ? { publicAssets: 0, orphans: 0 } : await probeAssets(works, client, schema)),
    doubles: client === null ? 0 : await countDoubles(client, schema),
  }
}

async function tryToken(connection: MuxConnection): Promise<MuxFacts['token']> {
  try {
    await callMux(connection, { method: 'GET', path: '/system/v1/whoami' })
    return 'works'
  } catch (error) {
    return error instanceof LessonProblem && error.code === 'mux_refused' ? 'refused' : 'unreachable'
  }
}

async function knows(connection: MuxConnection, path: string): Promise<'known' | 'unknown'> {
  return (await callMux(connection, { method: 'GET', path })) === null ? 'unknown' : 'known'
}

async function probeWebhook(
  connection: MuxConnection | null,
  publicUrl: string,
  secrets: string | undefined,
): Promise<WebhookFacts> {
  const address = `${publicUrl}${WEBHOOK_PATH}`
  const [secret = ''] = (secrets ?? '').split(',').map((text) => text.trim())
  return {
    isRegistered: connection === null || (await isRegistered(connection, address)),
    trial: secret === '' ? 'no_secret' : await sendTrial(address, secret),
  }
}

async function isRegistered(connection: MuxConnection, address: string): Promise<boolean> {
  for (let page = 1; ; page += 1) {
    const path = `/system/v1/webhooks?limit=${PAGE.toString()}&page=${page.toString()}`
    const { data } = webhookListSchema.parse(await callMux(connection, { method: 'GET', path }))
    if (data.some((webhook) => webhook.address === address)) return true
    if (data.length < PAGE) return false
  }
}

/** Sends the handler an event as Mux does, about nothing. */
async function sendTrial(address: string, secret: string): Promise<WebhookFacts['trial']> {
  const body = JSON.stringify({
    ...{ id: `doctor-${crypto.randomUUID()}`, type: 'ehr.doctor' },
    object: { type: 'doctor', id: 'doctor' },
  })
  const time = Math.floor(Date.now() / 1_000).toString()
  const bytes = new TextEncoder()
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  const signed = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes.encode(`${time}.${body}`)))
  const v1 = Array.from(signed, (byte) => byte.toString(16).padStart(2, '0')).join('')
  try {
    const { status } = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'mux-signature': `t=${time},v1=${v1}` },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TRIAL_DEADLINE_MS),
    })
    if (status === 200) return 'taken'
    return status >= 400 && status <= 500 && status !== 404 ? 'refused' : 'unreachable'
  } catch {
    return 'unreachable'
  }
}

interface AssetCounts {
  readonly publicAssets: number
  readonly orphans: number
}

async function probeAssets(connection: MuxConnection, client: SqlClient, schema: string): Promise<AssetCounts> {
  const { query } = toPlatform(client, schema)
  let [publicAssets, orphans] = [0, 0]
  for (let page = 1; ; page += 1) {
    const path = `/video/v1/assets?limit=${PAGE.toString()}&page=${page.toString()}`
    const assets = assetListAnswerSchema.parse(await callMux(connection, { method: 'GET', path })).data.map(toMuxAsset)
    const listed = assets.map(({ id, passthrough, playbackIds }) => ({
      ...{ id, passthrough },
      open: playbackIds.some(({ policy }) => policy === 'public'),
    }))
    const [found] = await query<{ open: number; orphans: number }>(
      `with listed as (select * from jsonb_to_recordset($1::jsonb) as x(id text, passthrough text, open boolean)),
         known as (
           select x.*, exists (select from ${schema}.uploads u where u.upload_id::text = x.passthrough) as is_ours,
             exists (select from ${schema}.assets a where a.asset_id = x.id) as is_kept,
             exists (select from ${schema}.lesson_media m where m.asset_id = x.id) as is_used
           from listed x)
       select count(*) filter (where k.open and (k.is_ours or k.is_used))::int4 as open,
         count(*) filter (where k.is_ours and not k.is_kept)::int4 as orphans from known k`,
      [JSON.stringify(listed)],
    )
    publicAssets += found!.open
    orphans += found!.orphans
    if (assets.length < PAGE) return { publicAssets, orphans }
  }
}

async function countDoubles(client: SqlClient, schema: string): Promise<number> {
  const { query } = toPlatform(client, schema)
  const [row] = await query<{ count: number }>(
    `select count(*)::int4 as count from (
       select m.playback_id from ${schema}.lesson_media m
       join ${schema}.lessons l on l.tenant_id = m.tenant_id and l.lesson_id = m.lesson_id and l.media_version = m.version
       group by m.playback_id having count(distinct m.tenant_id) > 1) d`,
  )
  return row!.count
}

function toPlatform(client: SqlClient, schema: string) {
  return new UnitOfWork(client, { schema, writesEvents: false, telemetry: NO_TELEMETRY }).platform()
}
