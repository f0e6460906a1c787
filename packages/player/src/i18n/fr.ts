import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
import type { Language } from './languages.js'
import { plural } from './plural.js'

/** What the element says in French. */
export const french: Language = {
  $code: 'fr',
  $name: 'Français',
  $dir: 'ltr',
  controls: {
    play: 'Lire',
    pause: 'Pause',
    mute: 'Couper le son',
    unmute: 'Réactiver le son',
    captionsOn: 'Activer les sous-titres',
    captionsOff: 'Désactiver les sous-titres',
    fullscreen: 'Plein écran',
    exitFullscreen: 'Quitter le plein écran',
    pictureInPicture: 'Image dans l’image',
    exitPictureInPicture: 'Quitter l’image dans l’image',
    airplay: 'AirPlay',
    stopAirplay: 'Arrêter AirPlay',
    cast: 'Diffuser',
    stopCasting: 'Arrêter la diffusion',
    seekBack: 'Reculer',
    seekForward: 'Avancer',
    seekBackBy: 'Reculer de {seekOffset} secondes',
    seekForwardBy: 'Avancer de {seekOffset} secondes',
    speedIs: 'Vitesse {playbackRate}',
    settings: 'Paramètres',
    audio: 'Audio',
    auto: 'Auto',
    off: 'Désactivés',
    player: 'Lecteur vidéo',
    volume: 'Volume',
    seek: 'Position de lecture',
    time: 'Temps de lecture',
    loading: 'Chargement',
    chapter: 'Chapitre : {chapterName}',
    remaining: 'Temps restant : {time}',
    timeOf: '{currentTime} sur {totalTime}',
    noTime: 'Vidéo non chargée',
    hour: 'heure',
    hours: 'heures',
    minute: 'minute',
    minutes: 'minutes',
    second: 'seconde',
    seconds: 'secondes',
  },
  loading: 'Chargement de la leçon',
  lesson: 'Leçon',
  start: 'Démarrer la leçon',
  retry: 'Réessayer',
  retryNow: 'Réessayer maintenant',
  retrying: 'Nouvel essai…',
  countdown: (seconds) => (seconds > 0 ? `Nouvel essai dans ${seconds} s` : 'Nouvel essai…'),
  noAccess: {
    title: 'Vous n’avez pas accès à cette leçon',
    text: 'Demandez l’accès au responsable de votre formation.',
  },
  notFound: { title: 'Leçon introuvable', text: 'Elle a peut-être été déplacée ou supprimée.' },
  notReady: {
    title: 'Presque prête',
    text: 'La vidéo est encore en cours de traitement. Elle démarrera automatiquement.',
  },
  signedOut: { title: 'Vous êtes déconnecté', text: 'Connectez-vous pour regarder cette leçon.' },
  manyRequests: {
    title: 'Un instant, s’il vous plaît',
    text: 'Trop de demandes. Nous réessaierons automatiquement.',
  },
  busy: { title: 'Forte affluence en ce moment', text: 'La leçon s’ouvrira dès que possible.' },
  unreachable: {
    title: 'Connexion impossible',
    text: 'Vérifiez votre connexion. Nous continuons d’essayer.',
  },
  interrupted: {
    title: 'Vous êtes hors ligne',
    text: 'La lecture reprendra dès que vous serez de nouveau en ligne.',
  },
  playbackFailed: { title: 'La vidéo s’est arrêtée', text: 'Réessayez pour continuer à partir d’ici.' },
  accessLapsed: {
    title: 'Votre session a expiré',
    text: 'Réessayez pour reprendre là où vous en étiez.',
  },
  unsupported: {
    title: 'Ce navigateur ne peut pas lire la vidéo',
    text: 'Utilisez une version récente de Chrome, Edge, Firefox ou Safari.',
  },
  broken: {
    title: 'Un problème est survenu',
    text: 'La leçon n’a pas pu s’ouvrir. Si cela se reproduit, contactez le responsable de votre formation.',
  },
  progressSafe: 'Votre progression est conservée.',
  seekDenied: 'Vous ne pouvez pas avancer ici, sauf dans ce que vous avez déjà regardé.',
  rateDenied: (maxRate) => `La vitesse maximale de cette leçon est de ${formatRate(maxRate, 'fr')}.`,
  syncSaved: 'Enregistré',
  syncSaving: 'Enregistrement…',
  syncWaiting: 'Enregistré sur cet appareil. Synchronisation imminente.',
  syncOffline: 'Vous êtes hors ligne. La progression est enregistrée sur cet appareil.',
  syncParked: 'Connectez-vous pour enregistrer votre progression. Elle reste sur cet appareil en attendant.',
  syncUnkept: 'Gardez cette page ouverte jusqu’à l’enregistrement de votre progression.',
  syncParkedUnkept: 'Connectez-vous pour enregistrer votre progression et gardez cette page ouverte d’ici là.',
  countedElsewhere: 'Rien n’est compté ici : une autre fenêtre est en cours de lecture.',
  signIn: 'Se connecter',
  close: 'Fermer',
  completed: 'Terminée',
  lessonCompleted: 'Leçon terminée',
  completing: 'C’était tout. Enregistrement de votre progression…',
  missingTime: (seconds) =>
    seconds < 60
      ? plural('fr', seconds, {
          one: 'Regardez encore {n} seconde pour terminer',
          other: 'Regardez encore {n} secondes pour terminer',
        })
      : plural('fr', Math.ceil(seconds / 60), {
          one: 'Regardez encore {n} minute pour terminer',
          other: 'Regardez encore {n} minutes pour terminer',
        }),
  missingParts: (count) =>
    plural('fr', count, {
      one: 'Regardez {n} partie obligatoire pour terminer',
      other: 'Regardez {n} parties obligatoires pour terminer',
    }),
  missingQuiz: 'Réussissez le quiz pour terminer',
  missingTimeAndQuiz: (seconds) =>
    seconds < 60
      ? plural('fr', seconds, {
          one: 'Regardez encore {n} seconde et réussissez le quiz pour terminer',
          other: 'Regardez encore {n} secondes et réussissez le quiz pour terminer',
        })
      : plural('fr', Math.ceil(seconds / 60), {
          one: 'Regardez encore {n} minute et réussissez le quiz pour terminer',
          other: 'Regardez encore {n} minutes et réussissez le quiz pour terminer',
        }),
  watchMissing: 'Regarder ce qui manque',
  replay: 'Revoir',
  nextLesson: 'Leçon suivante',
  nextLessonIn: (seconds) =>
    plural('fr', seconds, { one: 'Leçon suivante dans {n} seconde', other: 'Leçon suivante dans {n} secondes' }),
  stayHere: 'Rester ici',
  resumed: (at) => `Reprise à ${at}`,
  startOver: 'Recommencer depuis le début',
  shareWatched: (percent) => `${percent} regardés`,
  requirementTime: (percent) => `Regarder au moins ${percent}`,
  requirementParts: 'Regarder les parties obligatoires',
  requirementQuiz: 'Réussir le quiz',
  oneIsEnough: 'Une seule de ces conditions suffit',
  requirementMet: 'Fait',
  requirementOpen: 'Pas encore fait',
  notWatched: 'Pas encore regardé',
  notCounted: 'Lu, mais non compté',
  everythingCounts: 'Tout ce que vous avez regardé compte.',
  stretch: (from, to) => `de ${from} à ${to}`,
  goThere: 'Y aller',
  goTo: (at) => `Aller à ${at}`,
  notReachable: 'Regardez d’abord ce qui précède',
  checking: 'Vérification de ce qui compte…',
  checkFailed: 'Impossible de vérifier pour le moment.',
  reasons: {
    malformed: 'Le signalement de ce passage est illisible.',
    n_reused: 'Ce passage a été signalé deux fois.',
    too_old: 'Il nous est parvenu plus de 35 jours plus tard.',
    token_window: 'Votre accès avait expiré.',
    hidden: 'La fenêtre était à l’arrière-plan.',
    muted: 'Le son était coupé.',
    reversed: 'Les heures signalées ne concordent pas.',
    out_of_bounds: 'Ce passage est en dehors de la vidéo.',
    rate_cap: 'La lecture était plus rapide que cette leçon ne le permet.',
    time_budget: 'La durée lue dépasse le temps écoulé.',
    already_charged: 'Ce temps a déjà été compté.',
    concurrent_session: 'Ce temps a été compté dans une autre fenêtre.',
    too_short: 'C’était plus court qu’un instant.',
    too_fragmented: 'C’était l’un de très nombreux passages courts.',
    other: 'Ce passage n’a pas été compté.',
  },
}

/** Teaches the element French; call it once, before or after the element is on the page. */
export function useFrench(): void {
  registerTranslation(french)
}
