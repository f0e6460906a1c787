import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
import type { Language } from './languages.js'

/** What the element says in Portuguese, as it is written in Brazil. */
export const portuguese: Language = {
  $code: 'pt',
  $name: 'Português',
  $dir: 'ltr',
  controls: {
    play: 'Reproduzir',
    pause: 'Pausar',
    mute: 'Desativar o som',
    unmute: 'Ativar o som',
    captionsOn: 'Ativar as legendas',
    captionsOff: 'Desativar as legendas',
    fullscreen: 'Tela cheia',
    exitFullscreen: 'Sair da tela cheia',
    pictureInPicture: 'Picture-in-picture',
    exitPictureInPicture: 'Sair do picture-in-picture',
    airplay: 'AirPlay',
    stopAirplay: 'Parar o AirPlay',
    cast: 'Transmitir',
    stopCasting: 'Parar a transmissão',
    seekBack: 'Voltar',
    seekForward: 'Avançar',
    seekBackBy: 'Voltar {seekOffset} segundos',
    seekForwardBy: 'Avançar {seekOffset} segundos',
    speedIs: 'Velocidade {playbackRate}',
    settings: 'Configurações',
    audio: 'Áudio',
    auto: 'Automática',
    off: 'Desativadas',
    player: 'Player de vídeo',
    volume: 'Volume',
    seek: 'Posição no vídeo',
    time: 'Tempo de reprodução',
    loading: 'Carregando',
    chapter: 'Capítulo: {chapterName}',
    remaining: 'Tempo restante: {time}',
    timeOf: '{currentTime} de {totalTime}',
    noTime: 'Vídeo não carregado',
    hour: 'hora',
    hours: 'horas',
    minute: 'minuto',
    minutes: 'minutos',
    second: 'segundo',
    seconds: 'segundos',
  },
  loading: 'Carregando a aula',
  lesson: 'Aula',
  start: 'Iniciar a aula',
  retry: 'Tentar novamente',
  retryNow: 'Tentar agora',
  retrying: 'Tentando…',
  countdown: (seconds) => (seconds > 0 ? `Nova tentativa em ${seconds} s` : 'Tentando…'),
  noAccess: {
    title: 'Você não tem acesso a esta aula',
    text: 'Peça acesso a quem organiza o seu curso.',
  },
  notFound: { title: 'Aula não encontrada', text: 'Ela pode ter sido movida ou removida.' },
  notReady: {
    title: 'Quase pronta',
    text: 'O vídeo ainda está sendo processado. Ele vai começar automaticamente.',
  },
  signedOut: { title: 'Você saiu da sua conta', text: 'Entre para assistir a esta aula.' },
  manyRequests: {
    title: 'Aguarde um momento',
    text: 'Solicitações demais. Vamos tentar de novo automaticamente.',
  },
  busy: { title: 'Há muita procura agora', text: 'A aula será aberta assim que possível.' },
  unreachable: {
    title: 'Não foi possível conectar',
    text: 'Verifique sua conexão. Vamos continuar tentando.',
  },
  interrupted: {
    title: 'Você está sem conexão',
    text: 'A reprodução continua quando a conexão voltar.',
  },
  playbackFailed: { title: 'O vídeo parou', text: 'Tente novamente para continuar daqui.' },
  accessLapsed: {
    title: 'Sua sessão expirou',
    text: 'Tente novamente para continuar de onde parou.',
  },
  unsupported: {
    title: 'Este navegador não consegue reproduzir o vídeo',
    text: 'Use uma versão atual do Chrome, Edge, Firefox ou Safari.',
  },
  broken: {
    title: 'Algo deu errado',
    text: 'Não foi possível abrir a aula. Se isso continuar, fale com quem organiza o seu curso.',
  },
  progressSafe: 'Seu progresso está seguro.',
  seekDenied: 'Aqui não dá para avançar, só dentro do que você já assistiu.',
  rateDenied: (maxRate) => `A velocidade máxima desta aula é ${formatRate(maxRate, 'pt')}.`,
  syncSaved: 'Salvo',
  syncSaving: 'Salvando…',
  syncWaiting: 'Salvo neste dispositivo. Será sincronizado em breve.',
  syncOffline: 'Você está sem conexão. O progresso fica salvo neste dispositivo.',
  syncParked: 'Entre para salvar seu progresso. Por enquanto, ele está neste dispositivo.',
  syncUnkept: 'Mantenha esta página aberta até que seu progresso seja salvo.',
  syncParkedUnkept: 'Entre para salvar seu progresso e mantenha esta página aberta até lá.',
  countedElsewhere: 'Aqui não está contando: outra janela está reproduzindo.',
}

/** Teaches the element Portuguese; call it once, before or after the element is on the page. */
export function usePortuguese(): void {
  registerTranslation(portuguese)
}
