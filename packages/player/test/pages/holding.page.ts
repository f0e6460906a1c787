// One page: what playing is held to: quality, tokens, restrictions.
import '../element/media-session.test.js'
import '../element/quality.test.js'
import '../element/renewal.test.js'
import '../element/restrictions.test.js'
