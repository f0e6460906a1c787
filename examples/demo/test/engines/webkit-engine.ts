import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { Builder, Key, type WebElement } from 'selenium-webdriver'
import { PATIENCE, WINDOW, type Engine } from './engine.js'

const MINI_BROWSER = process.env['WEBKIT_PATH'] ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'
const KEYS = { Tab: Key.TAB, Enter: Key.ENTER, Space: Key.SPACE, ArrowRight: Key.ARROW_RIGHT }

/** Starts WebKitGTK's small browser through its own WebDriver, on a screen that only exists in memory. */
export async function startWebKit(): Promise<Engine> {
  const screen = await startScreen()
  const port = await freePort()
  const driver = await startDriver(port, screen.display)
  const browser = await new Builder()
    .usingServer(`http://127.0.0.1:${String(port)}`)
    .withCapabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation', '--autoplay-policy=allow'] },
    })
    .build()
  await browser.manage().setTimeouts({ script: PATIENCE, pageLoad: PATIENCE })
  await browser
    .manage()
    .window()
    .setRect({ x: 0, y: 0, ...WINDOW })
  const capabilities = await browser.getCapabilities()
  return {
    version: `WebKitGTK ${String(capabilities.get('browserVersion'))}`,
    page: {
      goto: (url) => browser.get(url),
      // The driver waits for a promise that the function answers with.
      run: (call, argument) =>
        browser.executeScript(`return (${String(call)})(arguments[0])`, argument === undefined ? null : argument),
      press: (key) => browser.actions().sendKeys(KEYS[key]).perform(),
      names: async (find) => {
        const elements = await browser.executeScript<WebElement[]>(`return (${String(find)})()`)
        const names: string[] = []
        for (const element of elements) names.push(await element.getAccessibleName())
        return names
      },
      picture: async () => Buffer.from(await browser.takeScreenshot(), 'base64'),
    },
    // GTK has no such mode.
    forceColors: () => Promise.resolve(false),
    async close() {
      await browser.quit()
      await end(driver)
      await end(screen.process)
    },
  }
}

/** An X server in memory, at a display that is free. */
async function startScreen(): Promise<{ display: string; process: ChildProcess }> {
  const size = `${String(WINDOW.width)}x${String(WINDOW.height)}x24`
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const report = child.stdio[3] as NodeJS.ReadableStream
  const [line] = (await once(report, 'data')) as [Buffer]
  return { display: `:${line.toString().trim()}`, process: child }
}

async function startDriver(port: number, display: string): Promise<ChildProcess> {
  const child = spawn('WebKitWebDriver', ['--host=127.0.0.1', `--port=${String(port)}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  })
  const hasEnded = once(child, 'exit').then(() => Promise.reject(new Error('WebKitWebDriver has ended.')))
  await Promise.race([answering(port), hasEnded])
  hasEnded.catch(() => undefined)
  return child
}

/** Resolves once the driver answers; it says nothing when it begins to listen. */
async function answering(port: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${String(port)}/status`).catch(() => undefined)
  if (!response?.ok) return answering(port)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
