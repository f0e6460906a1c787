import { LitElement, type PropertyDeclaration } from 'lit'
import type { Coerce } from './coerce.js'

/** A property as lit wants it, and how it reads what a page sets, whether by a script, a framework or an attribute. */
export interface LenientDeclaration extends PropertyDeclaration {
  readonly coerce: Coerce
}

/** An element that takes whatever a page or a framework sets, as attributes do: it never throws for it, and draws on. */
export abstract class LenientElement extends LitElement {
  protected static override getPropertyDescriptor(
    name: PropertyKey,
    key: string | symbol,
    options: LenientDeclaration,
  ): PropertyDescriptor | undefined {
    const descriptor = super.getPropertyDescriptor(name, key, options)
    const set = descriptor?.set
    if (!descriptor || !set) return descriptor
    return {
      ...descriptor,
      set(value: unknown) {
        set.call(this, options.coerce(value))
      },
    }
  }

  /**
   * Takes up what was set before the element was defined and now hides the accessors of `prototype`. lit does so for its own
   * properties; this is for all others, and called once they work.
   */
  protected takeUpEarly(prototype: object): void {
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (!get || !Object.hasOwn(this, name)) continue
      const value: unknown = Reflect.get(this, name)
      Reflect.deleteProperty(this, name)
      try {
        Reflect.set(this, name, value)
      } catch (error) {
        console.warn(`${name} was set too early:`, error)
      }
    }
  }
}
