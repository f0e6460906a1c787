import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
import type { Language } from './languages.js'
import { plural } from './plural.js'

/** What the element says in Spanish. */
export const spanish: Language = {
  $code: 'es',
  $name: 'Español',
  $dir: 'ltr',
  controls: {
    play: 'Reproducir',
    pause: 'Pausar',
    mute: 'Silenciar',
    unmute: 'Activar el sonido',
    captionsOn: 'Activar los subtítulos',
    captionsOff: 'Desactivar los subtítulos',
    fullscreen: 'Pantalla completa',
    exitFullscreen: 'Salir de la pantalla completa',
    pictureInPicture: 'Imagen en imagen',
    exitPictureInPicture: 'Salir de imagen en imagen',
    airplay: 'AirPlay',
    stopAirplay: 'Detener AirPlay',
    cast: 'Transmitir',
    stopCasting: 'Detener la transmisión',
    seekBack: 'Retroceder',
    seekForward: 'Avanzar',
    seekBackBy: 'Retroceder {seekOffset} segundos',
    seekForwardBy: 'Avanzar {seekOffset} segundos',
    speedIs: 'Velocidad {playbackRate}',
    settings: 'Ajustes',
    audio: 'Audio',
    auto: 'Automática',
    off: 'Desactivados',
    player: 'Reproductor de vídeo',
    volume: 'Volumen',
    seek: 'Posición de reproducción',
    time: 'Tiempo de reproducción',
    loading: 'Cargando',
    chapter: 'Capítulo: {chapterName}',
    remaining: 'Tiempo restante: {time}',
    timeOf: '{currentTime} de {totalTime}',
    noTime: 'Vídeo sin cargar',
    hour: 'hora',
    hours: 'horas',
    minute: 'minuto',
    minutes: 'minutos',
    second: 'segundo',
    seconds: 'segundos',
  },
  loading: 'Cargando la lección',
  lesson: 'Lección',
  start: 'Empezar la lección',
  retry: 'Reintentar',
  retryNow: 'Reintentar ahora',
  retrying: 'Reintentando…',
  countdown: (seconds) => (seconds > 0 ? `Nuevo intento en ${seconds} s` : 'Reintentando…'),
  noAccess: {
    title: 'No tienes acceso a esta lección',
    text: 'Pide acceso a quien organiza tu curso.',
  },
  notFound: { title: 'Lección no encontrada', text: 'Puede que se haya movido o eliminado.' },
  notReady: {
    title: 'Casi lista',
    text: 'El vídeo todavía se está procesando. Empezará automáticamente.',
  },
  signedOut: { title: 'Has cerrado la sesión', text: 'Inicia sesión para ver esta lección.' },
  manyRequests: {
    title: 'Espera un momento',
    text: 'Demasiadas solicitudes. Lo intentaremos de nuevo automáticamente.',
  },
  busy: { title: 'Hay mucha demanda ahora mismo', text: 'La lección se abrirá en cuanto sea posible.' },
  unreachable: {
    title: 'No se puede conectar',
    text: 'Comprueba tu conexión. Seguiremos intentándolo.',
  },
  interrupted: {
    title: 'No tienes conexión',
    text: 'La reproducción continuará cuando vuelvas a tener conexión.',
  },
  playbackFailed: { title: 'El vídeo se ha detenido', text: 'Reintenta para continuar desde aquí.' },
  accessLapsed: {
    title: 'Tu sesión ha caducado',
    text: 'Reintenta para continuar donde lo dejaste.',
  },
  unsupported: {
    title: 'Este navegador no puede reproducir el vídeo',
    text: 'Usa una versión actual de Chrome, Edge, Firefox o Safari.',
  },
  broken: {
    title: 'Algo ha ido mal',
    text: 'No se ha podido abrir la lección. Si sigue ocurriendo, contacta con quien organiza tu curso.',
  },
  progressSafe: 'Tu progreso está a salvo.',
  seekDenied: 'Aquí no puedes avanzar, salvo dentro de lo que ya has visto.',
  rateDenied: (maxRate) => `La velocidad máxima de esta lección es ${formatRate(maxRate, 'es')}.`,
  syncSaved: 'Guardado',
  syncSaving: 'Guardando…',
  syncWaiting: 'Guardado en este dispositivo. Se sincronizará pronto.',
  syncOffline: 'No tienes conexión. El progreso se guarda en este dispositivo.',
  syncParked: 'Inicia sesión para guardar tu progreso. Por ahora está en este dispositivo.',
  syncUnkept: 'Mantén esta página abierta hasta que se guarde tu progreso.',
  syncParkedUnkept: 'Inicia sesión para guardar tu progreso y mantén esta página abierta hasta entonces.',
  countedElsewhere: 'Aquí no cuenta: se está reproduciendo en otra ventana.',
  signIn: 'Iniciar sesión',
  close: 'Cerrar',
  completed: 'Completada',
  lessonCompleted: 'Lección completada',
  completing: 'Eso era todo. Guardando tu progreso…',
  missingTime: (seconds) =>
    seconds < 60
      ? plural('es', seconds, {
          one: 'Mira {n} segundo más para completarla',
          other: 'Mira {n} segundos más para completarla',
        })
      : plural('es', Math.ceil(seconds / 60), {
          one: 'Mira {n} minuto más para completarla',
          other: 'Mira {n} minutos más para completarla',
        }),
  missingParts: (count) =>
    plural('es', count, {
      one: 'Mira {n} parte obligatoria para completarla',
      other: 'Mira {n} partes obligatorias para completarla',
    }),
  missingQuiz: 'Aprueba el cuestionario para completarla',
  missingTimeAndQuiz: (seconds) =>
    seconds < 60
      ? plural('es', seconds, {
          one: 'Mira {n} segundo más y aprueba el cuestionario para completarla',
          other: 'Mira {n} segundos más y aprueba el cuestionario para completarla',
        })
      : plural('es', Math.ceil(seconds / 60), {
          one: 'Mira {n} minuto más y aprueba el cuestionario para completarla',
          other: 'Mira {n} minutos más y aprueba el cuestionario para completarla',
        }),
  watchMissing: 'Ver lo que falta',
  replay: 'Ver de nuevo',
  nextLesson: 'Siguiente lección',
  nextLessonIn: (seconds) =>
    plural('es', seconds, { one: 'Siguiente lección en {n} segundo', other: 'Siguiente lección en {n} segundos' }),
  stayHere: 'Quedarse aquí',
  resumed: (at) => `Continúa en ${at}`,
  startOver: 'Empezar de nuevo',
  shareWatched: (percent) => `${percent} visto`,
  requirementTime: (percent) => `Ver al menos el ${percent}`,
  requirementParts: 'Ver las partes obligatorias',
  requirementQuiz: 'Aprobar el cuestionario',
  oneIsEnough: 'Basta con una de estas condiciones',
  requirementMet: 'Hecho',
  requirementOpen: 'Pendiente',
  notWatched: 'Sin ver todavía',
  notCounted: 'Reproducido, pero no contado',
  everythingCounts: 'Todo lo que has reproducido cuenta.',
  stretch: (from, to) => `de ${from} a ${to}`,
  goThere: 'Ir ahí',
  goTo: (at) => `Ir a ${at}`,
  notReachable: 'Mira primero lo anterior',
  checking: 'Comprobando qué cuenta…',
  checkFailed: 'Ahora no se puede comprobar.',
  reasons: {
    malformed: 'Se notificó de una forma que no se puede leer.',
    n_reused: 'Se notificó dos veces.',
    too_old: 'Nos llegó más de 35 días después.',
    token_window: 'Tu acceso había caducado.',
    hidden: 'La ventana estaba en segundo plano.',
    muted: 'El sonido estaba desactivado.',
    reversed: 'Los tiempos notificados no encajan.',
    out_of_bounds: 'Está fuera del vídeo.',
    rate_cap: 'Se reprodujo más rápido de lo que permite esta lección.',
    time_budget: 'Se reprodujo más de lo que cabe en el tiempo transcurrido.',
    already_charged: 'Este tiempo ya se contó.',
    concurrent_session: 'Este tiempo se contó en otra ventana.',
    too_short: 'Duró menos que un instante.',
    too_fragmented: 'Era uno de muchísimos fragmentos cortos.',
    other: 'No se contó.',
  },
}

/** Teaches the element Spanish; call it once, before or after the element is on the page. */
export function useSpanish(): void {
  registerTranslation(spanish)
}
