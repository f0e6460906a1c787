import type { z } from 'zod'
import { makeId } from '../model/ids.js'
import { restrictionResource } from '../model/resources.js'
import { referrerBody, restrictionBody, userAgentBody } from '../model/settings.js'
import type { RestrictionRecord } from '../model/state.js'
import { ApiError } from './api-error.js'
import type { ApiContext } from './context.js'
import { pageOf } from './paging.js'
import { readBody } from './read-body.js'
import { type ApiRoute, type Call, created, data, nothing } from './route.js'

const referrer = (body: z.output<typeof referrerBody>): RestrictionRecord['referrer'] => ({
  allowedDomains: body.allowed_domains,
  allowNoReferrer: body.allow_no_referrer ?? false,
})
const userAgent = (body: z.output<typeof userAgentBody>): RestrictionRecord['userAgent'] => ({
  allowNoUserAgent: body.allow_no_user_agent ?? true,
  allowHighRiskUserAgent: body.allow_high_risk_user_agent ?? true,
})

/** Playback restrictions. */
export function playbackRestrictionRoutes({ store, clock }: ApiContext): ApiRoute[] {
  const { state } = store
  const path = '/video/v1/playback-restrictions'
  const find = (call: Call) => {
    const restriction = state.restrictions.find(({ id }) => id === call.param('id'))
    if (!restriction) throw ApiError.notFound('playback restriction')
    return restriction
  }
  const changed = (restriction: RestrictionRecord) => {
    restriction.updated = clock.now()
    store.save()
    return data(restrictionResource(restriction))
  }
  return [
    {
      method: 'POST',
      path,
      async run(call) {
        const body = await readBody(call.request, restrictionBody)
        const now = clock.now()
        const restriction = {
          id: makeId(),
          created: now,
          updated: now,
          referrer: referrer(body.referrer),
          userAgent: userAgent(body.user_agent),
        }
        state.restrictions.push(restriction)
        store.save()
        return created(restrictionResource(restriction))
      },
    },
    { method: 'GET', path, run: (call) => data(pageOf(state.restrictions, call.url).map(restrictionResource)) },
    { method: 'GET', path: `${path}/:id`, run: (call) => data(restrictionResource(find(call))) },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      run(call) {
        const restriction = find(call)
        state.restrictions = state.restrictions.filter((each) => each !== restriction)
        store.save()
        return nothing
      },
    },
    {
      method: 'PUT',
      path: `${path}/:id/referrer`,
      async run(call) {
        const restriction = find(call)
        restriction.referrer = referrer(await readBody(call.request, referrerBody))
        return changed(restriction)
      },
    },
    {
      method: 'PUT',
      path: `${path}/:id/user_agent`,
      async run(call) {
        const restriction = find(call)
        restriction.userAgent = userAgent(await readBody(call.request, userAgentBody))
        return changed(restriction)
      },
    },
  ]
}
