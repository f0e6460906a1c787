export { createMuxLocal, type MuxLocal, type MuxLocalAsset, type MuxLocalOptions } from './mux-local.js'
export { createSigningKey, type LocalSigningKey } from './signing-key.js'
export { readSampleCourse, type SampleCourse, type SampleChapter, type SampleLesson } from './sample-course.js'
