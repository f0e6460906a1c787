import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** One page's script as a browser would load it, and its size. */
export interface PageBundle {
  readonly script: string
  /** Bytes. */
  readonly gzip: number
}

/** Bundles one of `pages/` for a browser, minified, with the libraries that it imports. */
export async function bundlePage(name: string): Promise<PageBundle> {
  const { outputFiles } = await build({
    // Measurements are bundled to `build/`, beside the sources.
    entryPoints: [fileURLToPath(new URL(`../src/peers/pages/${name}.ts`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  const script = outputFiles[0]?.text ?? ''
  return { script, gzip: gzipSync(script, { level: 9 }).length }
}
