import { next } from './wait.js'

/** A page of a host's own, in a frame: `run` loads a module into it, and all that its console and its policy say is kept. */
export interface HostPage {
  readonly window: Window & typeof globalThis
  readonly document: Document
  readonly console: string[]
  /** Directives that blocked something, each with what it blocked. */
  readonly violations: string[]
  /** Resolves when the module has run, rejects when it could not. */
  run(module: string | object): Promise<void>
  close(): void
}

const METHODS = ['debug', 'error', 'info', 'log', 'warn'] as const

/** Opens an empty page under a content security policy; without one everything is allowed. */
export async function openHostPage(policy = ''): Promise<HostPage> {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'width: 700px; height: 420px'
  frame.allow = 'autoplay; fullscreen; picture-in-picture'
  frame.src = `/empty-page?policy=${encodeURIComponent(policy)}`
  document.body.append(frame)
  await next(frame, 'load')
  const view = frame.contentWindow as Window & typeof globalThis
  const said: string[] = []
  const violations: string[] = []
  for (const method of METHODS) {
    view.console[method] = (...words: unknown[]) => void said.push(`${method}: ${words.map(String).join(' ')}`)
  }
  view.addEventListener('error', ({ message }) => said.push(`uncaught: ${message}`))
  view.addEventListener('unhandledrejection', ({ reason }) => said.push(`unhandled: ${String(reason)}`))
  view.document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    violations.push(`${effectiveDirective} ${blockedURI}`),
  )
  return {
    window: view,
    document: view.document,
    console: said,
    violations,
    async run(module) {
      const script = view.document.createElement('script')
      script.type = 'module'
      Reflect.set(script, 'src', module)
      const ran = next(script, 'load')
      const failed = next(script, 'error').then(() => Promise.reject(new Error('The module could not be run')))
      view.document.head.append(script)
      await Promise.race([ran, failed])
    },
    close: () => frame.remove(),
  }
}

/** Puts a lesson player into such a page, so many pixels wide; the tag is defined there or will be. */
export function placeLesson(page: HostPage, attributes: Readonly<Record<string, string>> = {}, width = 640) {
  const element = page.document.createElement('ehr-lesson-player')
  const fixed = { endpoint: '/lessons-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: '' }
  for (const [name, value] of Object.entries({ ...fixed, ...attributes })) element.setAttribute(name, value)
  element.style.width = `${width.toString()}px`
  page.document.body.append(element)
  return element
}
