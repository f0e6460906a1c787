/** Schemas of everything that travels, in `zod/mini`; a separate subpath, so that code that needs only the algebra loads no schema library. */
export * from './wire/acknowledgement.js'
export * from './wire/explanation.js'
export * from './wire/grant.js'
export * from './wire/problem-document.js'
export * from './wire/progress.js'
export * from './wire/report.js'
export * from './wire/resources.js'
export { idSchema, instantSchema, secondPairSchema, secondsSchema } from './wire/scalars.js'
