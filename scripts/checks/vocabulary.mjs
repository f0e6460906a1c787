/**
 * Names that were replaced, each with what is used instead. A name is compared word by word, however it is written:
 * `tellHost`, `tell_host` and `tell-host.ts` all hold the word `tell`.
 */
export const REPLACED_NAMES = [
  [/^(tells?|telling|told|untold)$/, 'emit, notify, report or status'],
  [/^desks?$/, 'service'],
  [/^courtes(y|ies)$/, 'playback restrictions'],
  [/^(un)?spill(s|ed|ing)?$/, 'unload backup'],
  [/^(shelf|shelves|keepers?)$/, 'store or record store'],
  [/^troubles?$/, 'error or failure'],
  [/^(bury|buried|buries|burial)$/, 'dead-letter'],
  [/^firm$/, 'server-requested'],
  [/^nearness$/, 'viewport visibility'],
  [/^unsettled$/, 'pending'],
  [/^(sift|sifts|sifted)$/, 'classify'],
  [/^(court|rulings?)$/, 'context, rule result'],
  [/^(rivals?|rivalry|contested)$/, 'concurrent sessions, conflicting'],
  [/^mend(s|ed|ing)?$/, 'fix'],
  [/^anew$/, 'again'],
]

/** Names of several words: the words alone are fine. They are compared in kebab-case. */
export const REPLACED_COMPOUNDS = [
  [/(^|-)asked-(learner|precondition)/, 'target-learner, precondition-headers'],
  [/(^|-)(learner-gate|gate-of)/, 'learner queue'],
  [/(^|-)words?-controller(-|$)/, 'localization'],
  [/(^|-)good-moment(-|$)/, 'reload scheduler'],
  [/(^|-)address-book(-|$)/, 'signed-URL resolver'],
]

/** What plain English says differently, in pages, comments, messages and the titles of tests. */
export const PHRASES = [
  [/\b(?:un)?told\b|\btell(?:s|ing)?\b/i, 'show, emit, report, say, explain, or distinguish'],
  [/\btroubles?\b/i, 'error, failure or problem'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bcourtes(?:y|ies)\b/i, 'playback restriction, or convenience'],
  [/\b(?:desk|shelf|shelves)\b/i, 'service, store'],
  [/\bspill(?:s|ed|ing)?\b/i, 'unload backup'],
  [/\bsift(?:s|ed|ing)?\b/i, 'classify'],
  [/\brulings?\b/i, 'rule result'],
  [/\brivals?\b/i, 'concurrent sessions'],
  [/\banew\b/i, 'again'],
  [/\bas ever\b/i, 'as before'],
  [/\bfor good\b/i, 'permanently'],
  [/\bof (?:its|their|our|his|her|my) own\b/i, 'its own …, or a separate …'],
  [/\bas (?:it|they) stands?\b|\bas things stand\b/i, 'as it is, unchanged, currently'],
  [/\b(?:is|are|was|were) none\b(?! of\b)/i, 'is not one, or there is no …'],
  [/(?:^|[.:;] )Who (?:[a-z]+ )*[a-z]+\b[^?]*$/, 'anyone who, or a named subject'],
  [/\bby who (?:[a-z]+s)\b/, 'by caller, by learner, or a named subject'],
  [
    /\b(?:refuses?|refused|answers?|lets?|shows?|asks?|to|for|by|from|than|of) who (?:does|is|has|may|was|are|can|did|had)\b/,
    'anyone who, or a named subject',
  ],
]
