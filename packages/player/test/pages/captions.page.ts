// One page: captions, the transcript, and what a learner chooses.
import '../element/captions-drawn.test.js'
import '../element/captions-text.test.js'
import '../element/choices.test.js'
import '../element/transcript.test.js'
