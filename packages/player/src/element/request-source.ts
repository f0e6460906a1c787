import type { RequestSource } from '@enhancedhr/element-kit'
import type { LessonAttributesElement } from './lesson-attributes-element.js'

type SignIn = Pick<LessonAttributesElement, 'authToken' | 'credentials' | 'getAuthToken' | 'headers'>

/** Reads the host's sign-in from the element at each request. */
export function requestSource(element: SignIn, endpoint: string): RequestSource {
  return {
    endpoint,
    credentials: element.credentials,
    authToken: () => element.authToken,
    getAuthToken: () => element.getAuthToken,
    headers: () => element.headers,
  }
}
