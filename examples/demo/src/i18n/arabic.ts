import type { Messages } from './messages.js'

/** The digits of the player's time display. */
const number = new Intl.NumberFormat('ar-u-nu-latn')

export const arabic: Messages = {
  code: 'ar',
  name: 'العربية',
  dir: 'rtl',

  skipToLesson: 'انتقل إلى الدرس',
  language: 'اللغة',
  footer:
    'يعمل هذا العرض على جهازك وحده: الدورة وسجل المشاهدة وبديل Mux. لا يغادر جهازك شيء، ويبقى كل شيء محفوظًا بعد إعادة التشغيل.',

  learners: 'من يتعلم الآن؟',
  learner: 'المتعلم:',
  enrolled: 'مسجَّل',
  notEnrolled: 'غير مسجَّل',
  notEnrolledTitle: (name) => `المتعلم ${name} غير مسجَّل`,
  notEnrolledText: 'لذلك لا يعطي الخادم الفيديو ولا العنوان، ولا يؤكد حتى وجود هذا الدرس. هذا كل ما يعرضه المشغل:',
  continueAs: (name) => `المتابعة باسم ${name}`,

  yourCourse: 'دورتك',
  progress: 'تقدمك',
  courseCompleted: 'اكتملت الدورة',
  lessonsCompleted: (done, total) => `الدروس المكتملة: ${number.format(done)} من ${number.format(total)}`,
  courseFacts: (lessons, length) => `عدد الدروس: ${number.format(lessons)} · ${length}`,

  lessons: 'الدروس',
  currentLesson: 'الدرس الحالي',
  lessonNumber: (order) => `الدرس ${number.format(order)}`,
  lessonOf: (order, total) => `الدرس ${number.format(order)} من ${number.format(total)}`,
  completed: 'مكتمل',
  notStarted: 'لم يبدأ بعد',
  percentWatched: (percent) => `شوهد ${percent}`,
  nextLesson: 'الدرس التالي',
  chapters: 'الفصول',
  completedAndOn: 'اكتمل الدرس. أحسنت! الدرس التالي جاهز متى شئت.',
  completedLast: 'اكتمل الدرس. أحسنت! كان هذا آخر درس.',

  onlyWatchedCounts: 'تخطَّ إلى الأمام وانظر: لا يُحتسب إلا ما تشاهده',
  skipToEnd: 'التخطي إلى النهاية',
  whatDidNotCount: 'ما الذي لم يُحتسب؟',
  stretches: 'الدرس مقطعًا مقطعًا',
  stretchKeys: 'تنقلك مفاتيح الأسهم بين المقاطع، ويشغّل مفتاح الإدخال من هناك.',
  counted: 'محتسب',
  saving: 'قيد الحفظ',
  notWatched: 'لم يُشاهَد',
  mustWatch: 'مشاهدته إلزامية',
  stretch: (from, to, state) => `من ${from} إلى ${to}: ${state}`,
  requiredStretch: (from, to, state) => `من ${from} إلى ${to}: ${state}. مشاهدته إلزامية`,
  watchedOf: (watched, length) => `احتُسب ${watched} من ${length}`,
  ruleTitle: 'لإكمال هذا الدرس:',
  ruleShare: (percent) => `شاهد ${percent}`,
  rulePart: (from, to) => `شاهد الجزء المحدد، من ${from} إلى ${to}`,
  met: 'تم:',
  open: 'متبقٍّ:',
  skipped: (from, to) => `لقد تخطيت المقطع من ${from} إلى ${to}. يبقى مفتوحًا حتى تشاهده.`,

  everythingCounts: 'كل ما شغّلته محتسب، ولا ينقص شيء.',
  notCountedIntro: 'هذه المقاطع غير محتسبة بعد:',
  goThere: 'اذهب إليه',
  goThereTo: (from) => `اذهب إليه، ${from}`,
  reasons: {
    hidden: 'شُغِّل والصفحة مخفية',
    muted: 'شُغِّل والصوت مكتوم',
    rate_cap: 'شُغِّل بسرعة أعلى مما يسمح به هذا الدرس',
    time_budget: 'أُبلغ عن أكثر مما يمكن تشغيله في هذا الوقت',
    already_charged: 'احتُسب مقطع آخر في الوقت نفسه',
    concurrent_session: 'احتُسبت نافذة أخرى في الوقت نفسه',
    token_window: 'شُغِّل بعد انتهاء الإذن',
    too_short: 'أقصر من أن يُحتسب',
  },
  otherReason: 'غير محتسب',

  forDevelopers: 'للمطورين',
  snippetIntro: 'صفحة كاملة. احفظها ملف HTML وافتحها، وسيعمل الدرس:',
  copy: 'نسخ',
  copied: 'تم النسخ',
  copyByHand: 'تم التحديد. انسخ النص بلوحة المفاتيح.',
  eventsIntro: 'أحداث المشغل في هذه الصفحة، الأحدث أولًا:',
  events: 'أحداث المشغل',
}
