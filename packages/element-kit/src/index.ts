export * from './coerce.js'
export { dispatchHostEvent } from './dispatch-host-event.js'
export { sendEarly, type EarlyRequest } from './early-request.js'
export { followLanguages } from './follow-languages.js'
export { ignoreWrites } from './ignore-writes.js'
export { LenientElement, type LenientDeclaration } from './lenient-element.js'
export { Localization, type LabelsOf, type LazyMessages } from './localization.js'
export { NoticeController } from './notice-controller.js'
export { adoptOwnStyles } from './own-styles.js'
export { register, type VersionedElementConstructor } from './registration.js'
export { requestHeaders, UnsendableHeaderError, type ExtraHeaders } from './request-headers.js'
export {
  beginRequest,
  callUrls,
  furtherHeaders,
  sendRequest,
  type OutgoingRequest,
  type RequestSource,
  type SentRequest,
} from './send-request.js'
export { createSignIn, type GetAuthToken, type SignIn, type SignInSource, type Token } from './sign-in.js'
export {
  createResourceClient,
  type RefusedPlace,
  type ResourceCall,
  type ResourceClient,
  type ResourceResult,
} from './resource-client.js'
export { showStates } from './states.js'
export { after, every } from './timers.js'
export { registerTranslation, type Translation } from './translations.js'
