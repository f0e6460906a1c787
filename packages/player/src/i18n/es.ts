import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
import type { Language } from './languages.js'

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
}

/** Teaches the element Spanish; call it once, before or after the element is on the page. */
export function useSpanish(): void {
  registerTranslation(spanish)
}
