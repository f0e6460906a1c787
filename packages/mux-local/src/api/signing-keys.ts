import { signingKeyResource } from '../model/resources.js'
import { createSigningKey } from '../signing-key.js'
import { ApiError } from './api-error.js'
import type { ApiContext } from './context.js'
import { pageOf } from './paging.js'
import { type ApiRoute, type Call, created, data, nothing } from './route.js'

/** Signing keys. Only the public half is kept. */
export function signingKeyRoutes({ store, clock }: ApiContext): ApiRoute[] {
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
        const { id, publicKey, privateKey } = createSigningKey()
        const key = { id, publicKey, created: clock.now() }
        state.signingKeys.push(key)
        store.save()
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
