// One page: a lesson from its beginning to its end.
import '../element/early.test.js'
import '../element/playback.test.js'
import '../element/playing.test.js'
import '../element/resume.test.js'
import '../element/sign-in.test.js'
import '../element/stalls.test.js'
