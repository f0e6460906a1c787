import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
import type { Language } from './languages.js'

/** What the element says in Arabic. */
export const arabic: Language = {
  $code: 'ar',
  $name: 'العربية',
  $dir: 'rtl',
  controls: {
    play: 'تشغيل',
    pause: 'إيقاف مؤقت',
    mute: 'كتم الصوت',
    unmute: 'إلغاء كتم الصوت',
    captionsOn: 'تشغيل الترجمة',
    captionsOff: 'إيقاف الترجمة',
    fullscreen: 'ملء الشاشة',
    exitFullscreen: 'إنهاء ملء الشاشة',
    pictureInPicture: 'صورة داخل صورة',
    exitPictureInPicture: 'إنهاء صورة داخل صورة',
    airplay: 'AirPlay',
    stopAirplay: 'إيقاف AirPlay',
    cast: 'بث',
    stopCasting: 'إيقاف البث',
    seekBack: 'ترجيع',
    seekForward: 'تقديم',
    seekBackBy: 'ترجيع {seekOffset} ث',
    seekForwardBy: 'تقديم {seekOffset} ث',
    speedIs: 'السرعة {playbackRate}',
    settings: 'الإعدادات',
    audio: 'الصوت',
    auto: 'تلقائي',
    off: 'إيقاف',
    player: 'مشغّل الفيديو',
    volume: 'مستوى الصوت',
    seek: 'موضع التشغيل',
    time: 'وقت التشغيل',
    loading: 'جارٍ التحميل',
    chapter: 'الفصل: {chapterName}',
    remaining: 'الوقت المتبقي: {time}',
    timeOf: '{currentTime} من {totalTime}',
    noTime: 'لم يُحمَّل الفيديو',
    hour: 'س',
    hours: 'س',
    minute: 'د',
    minutes: 'د',
    second: 'ث',
    seconds: 'ث',
  },
  loading: 'جارٍ تحميل الدرس',
  lesson: 'درس',
  start: 'بدء الدرس',
  retry: 'إعادة المحاولة',
  retryNow: 'المحاولة الآن',
  retrying: 'جارٍ المحاولة…',
  countdown: (seconds) => (seconds > 0 ? `إعادة المحاولة خلال ${seconds} ث` : 'جارٍ المحاولة…'),
  noAccess: {
    title: 'لا تملك إذن الوصول إلى هذا الدرس',
    text: 'اطلب الوصول من منظّم الدورة.',
  },
  notFound: { title: 'لم يُعثر على الدرس', text: 'ربما نُقل أو أُزيل.' },
  notReady: {
    title: 'أوشك أن يجهز',
    text: 'لا تزال معالجة الفيديو جارية. سيبدأ تلقائيًا.',
  },
  signedOut: { title: 'أنت غير مسجّل الدخول', text: 'سجّل الدخول لمشاهدة هذا الدرس.' },
  manyRequests: {
    title: 'يُرجى الانتظار لحظة',
    text: 'الطلبات كثيرة جدًا. سنعيد المحاولة تلقائيًا.',
  },
  busy: { title: 'هناك ضغط كبير حاليًا', text: 'سيُفتح الدرس في أقرب وقت ممكن.' },
  unreachable: {
    title: 'تعذّر الاتصال',
    text: 'تحقّق من اتصالك. سنواصل المحاولة.',
  },
  interrupted: {
    title: 'أنت غير متصل بالإنترنت',
    text: 'يُستأنف التشغيل عند عودة الاتصال.',
  },
  playbackFailed: { title: 'توقّف الفيديو', text: 'أعد المحاولة للمتابعة من هنا.' },
  accessLapsed: {
    title: 'انتهت صلاحية جلستك',
    text: 'أعد المحاولة للمتابعة من حيث توقفت.',
  },
  unsupported: {
    title: 'لا يستطيع هذا المتصفح تشغيل الفيديو',
    text: 'استخدم إصدارًا حديثًا من Chrome أو Edge أو Firefox أو Safari.',
  },
  broken: {
    title: 'حدث خطأ ما',
    text: 'تعذّر فتح الدرس. إذا استمر ذلك، فتواصل مع منظّم الدورة.',
  },
  progressSafe: 'تقدّمك محفوظ.',
  seekDenied: 'لا يمكنك التقديم هنا إلا ضمن ما شاهدته.',
  rateDenied: (maxRate) => `أقصى سرعة لهذا الدرس هي ${formatRate(maxRate, 'ar')}.`,
  syncSaved: 'تم الحفظ',
  syncSaving: 'جارٍ الحفظ…',
  syncWaiting: 'محفوظ على هذا الجهاز. ستتم المزامنة قريبًا.',
  syncOffline: 'أنت غير متصل. التقدّم محفوظ على هذا الجهاز.',
  syncParked: 'سجّل الدخول لحفظ تقدّمك. إنه محفوظ على هذا الجهاز مؤقتًا.',
  syncUnkept: 'أبقِ هذه الصفحة مفتوحة حتى يُحفظ تقدّمك.',
  syncParkedUnkept: 'سجّل الدخول لحفظ تقدّمك، وأبقِ هذه الصفحة مفتوحة حتى ذلك الحين.',
  countedElsewhere: 'لا يُحتسب الوقت هنا لأن نافذة أخرى قيد التشغيل.',
}

/** Teaches the element Arabic; call it once, before or after the element is on the page. */
export function useArabic(): void {
  registerTranslation(arabic)
}
