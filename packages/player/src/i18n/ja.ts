import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
import type { Language } from './languages.js'

/** What the element says in Japanese. */
export const japanese: Language = {
  $code: 'ja',
  $name: '日本語',
  $dir: 'ltr',
  controls: {
    play: '再生',
    pause: '一時停止',
    mute: 'ミュート',
    unmute: 'ミュート解除',
    captionsOn: '字幕をオンにする',
    captionsOff: '字幕をオフにする',
    fullscreen: '全画面表示',
    exitFullscreen: '全画面表示を終了',
    pictureInPicture: 'ピクチャーインピクチャー',
    exitPictureInPicture: 'ピクチャーインピクチャーを終了',
    airplay: 'AirPlay',
    stopAirplay: 'AirPlayを停止',
    cast: 'キャスト',
    stopCasting: 'キャストを停止',
    seekBack: '早戻し',
    seekForward: '早送り',
    seekBackBy: '{seekOffset}秒戻す',
    seekForwardBy: '{seekOffset}秒進める',
    speedIs: '再生速度 {playbackRate}',
    settings: '設定',
    audio: '音声',
    auto: '自動',
    off: 'オフ',
    player: '動画プレーヤー',
    volume: '音量',
    seek: '再生位置',
    time: '再生時間',
    loading: '読み込み中',
    chapter: 'チャプター：{chapterName}',
    remaining: '残り {time}',
    timeOf: '{currentTime} / {totalTime}',
    noTime: '動画が読み込まれていません',
    hour: '時間',
    hours: '時間',
    minute: '分',
    minutes: '分',
    second: '秒',
    seconds: '秒',
  },
  loading: 'レッスンを読み込んでいます',
  lesson: 'レッスン',
  start: 'レッスンを開始',
  retry: '再試行',
  retryNow: '今すぐ再試行',
  retrying: '再試行しています…',
  countdown: (seconds) => (seconds > 0 ? `${seconds}秒後に再試行します` : '再試行しています…'),
  noAccess: {
    title: 'このレッスンを視聴する権限がありません',
    text: 'コースの担当者に視聴の許可を依頼してください。',
  },
  notFound: { title: 'レッスンが見つかりません', text: '移動または削除された可能性があります。' },
  notReady: {
    title: 'まもなく準備ができます',
    text: '動画を処理しています。準備ができると自動的に始まります。',
  },
  signedOut: { title: 'ログアウトしています', text: 'このレッスンを視聴するには、ログインしてください。' },
  manyRequests: {
    title: '少々お待ちください',
    text: 'リクエストが多すぎます。自動的に再試行します。',
  },
  busy: { title: '現在混み合っています', text: 'レッスンはまもなく開きます。' },
  unreachable: {
    title: '接続できません',
    text: '接続を確認してください。引き続き接続を試みます。',
  },
  interrupted: {
    title: 'オフラインです',
    text: '接続が戻ると再生を再開します。',
  },
  playbackFailed: { title: '動画が停止しました', text: '再試行すると、ここから続けられます。' },
  accessLapsed: {
    title: 'セッションの有効期限が切れました',
    text: '再試行すると、続きから再生できます。',
  },
  unsupported: {
    title: 'このブラウザーでは動画を再生できません',
    text: 'Chrome、Edge、Firefox、Safariの最新版をお使いください。',
  },
  broken: {
    title: '問題が発生しました',
    text: 'レッスンを開けませんでした。続く場合は、コースの担当者にお問い合わせください。',
  },
  progressSafe: '視聴記録は保存されています。',
  seekDenied: 'ここでは、視聴済みの範囲より先には進めません。',
  rateDenied: (maxRate) => `このレッスンの最高速度は${formatRate(maxRate, 'ja')}です。`,
  syncSaved: '保存しました',
  syncSaving: '保存しています…',
  syncWaiting: 'この端末に保存しました。まもなく同期します。',
  syncOffline: 'オフラインです。視聴記録はこの端末に保存されています。',
  syncParked: '視聴記録を保存するには、ログインしてください。今はこの端末に保存されています。',
  syncUnkept: '視聴記録が保存されるまで、このページを開いたままにしてください。',
  syncParkedUnkept: '視聴記録を保存するには、ログインし、それまでこのページを開いたままにしてください。',
  countedElsewhere: '別のウィンドウで再生中のため、ここでは記録されません。',
}

/** Teaches the element Japanese; call it once, before or after the element is on the page. */
export function useJapanese(): void {
  registerTranslation(japanese)
}
