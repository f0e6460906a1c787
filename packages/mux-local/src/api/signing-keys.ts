import { signingKeyResource } from '../model/resources.js'
import { createSigningKey, type LocalSigningKey } from '../signing-key.js'
import { ApiError } from './api-error.js'
import type { ApiContext } from './context.js'
import { pageOf } from './paging.js'
import { type ApiRoute, type Call, created, data, nothing } from './route.js'

/** Makes a signing key and keeps its public half. */
export function makeSigningKey({ store, clock }: ApiContext): LocalSigningKey {
  const made = createSigningKey()
  store.state.signingKeys.push({ id: made.id, publicKey: made.publicKey, created: clock.now() })
  store.save()
  return made
}

/** Signing keys. */
export function signingKeyRoutes(context: ApiContext): ApiRoute[] {
  const { store } = context
  const { state } = store
  const path = '/system/v1/signing-keys'
  const find = (call: Call) => {
    const key = state.signingKeys.find(({ id }) => id === call.param('id'))
    if (!key) throw ApiError.notFound('signing key')
    return key
  }
  return [
    {
      method: 'POST',
      path,
      run() {
        const { id, privateKey } = makeSigningKey(context)
        const key = state.signingKeys.find((each) => each.id === id)
        if (!key) throw ApiError.notFound('signing key')
        return created(signingKeyResource(key, privateKey))
      },
    },
    {
      method: 'GET',
      path,
      run: (call) => data(pageOf(state.signingKeys, call.url).map((key) => signingKeyResource(key))),
    },
    { method: 'GET', path: `${path}/:id`, run: (call) => data(signingKeyResource(find(call))) },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      run(call) {
        const key = find(call)
        state.signingKeys = state.signingKeys.filter((each) => each !== key)
        store.save()
        return nothing
      },
    },
  ]
}
