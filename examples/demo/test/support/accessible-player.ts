import type { CDPSession, Page } from 'playwright-core'

/** A part of the player as the browser hands it to a screen reader. */
export interface AccessibleNode {
  readonly role: string
  readonly name: string
  readonly description: string
  /** How it is read out when it changes, by itself or with what it is in: `polite`, `assertive`, or `off`. */
  readonly live: string
  readonly isFocusable: boolean
}

interface RawNode {
  readonly nodeId: string
  readonly ignored: boolean
  readonly role?: { readonly value?: string }
  readonly name?: { readonly value?: string }
  readonly description?: { readonly value?: string }
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[]
  readonly childIds?: readonly string[]
}

/** The player in Chromium's accessibility tree, in reading order; `lesson`: name of its region. */
export async function accessiblePlayer(page: Page, lesson: string): Promise<readonly AccessibleNode[]> {
  const session = await sessionOf(page)
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as { nodes: readonly RawNode[] }
  const known = new Map(nodes.map((node) => [node.nodeId, node]))
  const region = nodes.find(({ role, name }) => role?.value === 'region' && name?.value === lesson)
  if (!region) throw new Error(`Expected a region ${lesson}`)
  const found: AccessibleNode[] = []
  const visit = (node: RawNode, outer: string): void => {
    const live = propertyOf(node, 'live')
    const own = typeof live === 'string' ? live : outer
    if (!node.ignored) found.push(toAccessible(node, own))
    for (const id of node.childIds ?? []) {
      const child = known.get(id)
      if (child) visit(child, own)
    }
  }
  visit(region, 'off')
  return found
}

/** One for a page, and left open: the end of a session would bring a page back online. */
const sessions = new WeakMap<Page, Promise<CDPSession>>()

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  return session
}

function toAccessible(node: RawNode, live: string): AccessibleNode {
  const { role, name, description } = node
  return {
    role: role?.value ?? '',
    name: (name?.value ?? '').trim(),
    description: description?.value ?? '',
    live,
    isFocusable: propertyOf(node, 'focusable') === true,
  }
}

function propertyOf({ properties = [] }: RawNode, wanted: string): unknown {
  return properties.find(({ name }) => name === wanted)?.value.value
}
