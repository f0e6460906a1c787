import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
import type { Language } from './languages.js'
import { plural } from './plural.js'

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
  signIn: 'Entrar',
  close: 'Fechar',
  completed: 'Concluída',
  lessonCompleted: 'Aula concluída',
  completing: 'Isso era tudo. Salvando seu progresso…',
  missingTime: (seconds) =>
    seconds < 60
      ? plural('pt', seconds, {
          one: 'Assista a mais {n} segundo para concluir',
          other: 'Assista a mais {n} segundos para concluir',
        })
      : plural('pt', Math.ceil(seconds / 60), {
          one: 'Assista a mais {n} minuto para concluir',
          other: 'Assista a mais {n} minutos para concluir',
        }),
  missingParts: (count) =>
    plural('pt', count, {
      one: 'Assista a {n} parte obrigatória para concluir',
      other: 'Assista a {n} partes obrigatórias para concluir',
    }),
  missingQuiz: 'Passe no teste para concluir',
  missingTimeAndQuiz: (seconds) =>
    seconds < 60
      ? plural('pt', seconds, {
          one: 'Assista a mais {n} segundo e passe no teste para concluir',
          other: 'Assista a mais {n} segundos e passe no teste para concluir',
        })
      : plural('pt', Math.ceil(seconds / 60), {
          one: 'Assista a mais {n} minuto e passe no teste para concluir',
          other: 'Assista a mais {n} minutos e passe no teste para concluir',
        }),
  watchMissing: 'Assistir ao que falta',
  replay: 'Assistir de novo',
  nextLesson: 'Próxima aula',
  nextLessonIn: (seconds) =>
    plural('pt', seconds, { one: 'Próxima aula em {n} segundo', other: 'Próxima aula em {n} segundos' }),
  stayHere: 'Ficar aqui',
  resumed: (at) => `Continuando em ${at}`,
  startOver: 'Recomeçar',
  shareWatched: (percent) => `${percent} assistidos`,
  requirementTime: (percent) => `Assistir a pelo menos ${percent}`,
  requirementParts: 'Assistir às partes obrigatórias',
  requirementQuiz: 'Passar no teste',
  oneIsEnough: 'Basta uma destas condições',
  requirementMet: 'Feito',
  requirementOpen: 'Ainda não feito',
  notWatched: 'Ainda não assistido',
  notCounted: 'Reproduzido, mas não contado',
  everythingCounts: 'Tudo o que você reproduziu conta.',
  stretch: (from, to) => `de ${from} a ${to}`,
  goThere: 'Ir até lá',
  goTo: (at) => `Ir para ${at}`,
  notReachable: 'Assista primeiro ao que vem antes',
  checking: 'Verificando o que conta…',
  checkFailed: 'Não é possível verificar agora.',
  reasons: {
    malformed: 'Foi informado de um modo que não pode ser lido.',
    n_reused: 'Foi informado duas vezes.',
    too_old: 'Chegou até nós mais de 35 dias depois.',
    token_window: 'Seu acesso tinha expirado.',
    hidden: 'A janela estava em segundo plano.',
    muted: 'O som estava desativado.',
    reversed: 'Os tempos informados não se encaixam.',
    out_of_bounds: 'Fica fora do vídeo.',
    rate_cap: 'Foi reproduzido mais rápido do que esta aula permite.',
    time_budget: 'Foi reproduzido mais do que cabe no tempo que passou.',
    already_charged: 'Este tempo já foi contado.',
    concurrent_session: 'Este tempo foi contado em outra janela.',
    too_short: 'Durou menos que um instante.',
    too_fragmented: 'Era um de muitos trechos curtos.',
    other: 'Não foi contado.',
  },
}

/** Teaches the element Portuguese; call it once, before or after the element is on the page. */
export function usePortuguese(): void {
  registerTranslation(portuguese)
}
