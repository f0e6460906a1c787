import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

const packages = fileURLToPath(new URL('../../packages/', import.meta.url))

/**
 * Finds our own packages in the modules that the compiler wrote, instead of in what is published. A chunk then holds those modules that it uses,
 * where the published file would bring what all chunks use into the first of them.
 */
export const workspaceModules = {
  name: 'workspace-modules',
  resolveId(id) {
    const [, name, path = 'index'] = /^@enhancedhr\/(protocol|element-kit)(?:\/(.+))?$/.exec(id) ?? []
    return name ? join(packages, name, 'build', `${path}.js`) : null
  },
}
