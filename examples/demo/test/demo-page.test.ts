import { afterAll } from 'vitest'
import { describeCertificates } from './suites/certificates.js'
import { describePage } from './suites/demo-page.js'
import { describePageBehaviour } from './suites/page-behaviour.js'
import { describeWatchedStrip } from './suites/watched-strip.js'
import { openLessonSite } from './support/lesson-site.js'

// What is on the demo's page beside the player, with a demo and a browser of the same kind as the whole flow.
const site = await openLessonSite()
afterAll(() => site.close())

describePage(site)
describeWatchedStrip(site)
describePageBehaviour(site)
describeCertificates(site)
