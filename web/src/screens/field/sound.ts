let audio: AudioContext | undefined;

/** Sound needs a touch first (autoplay rule); until then the phone only vibrates and the page says so. */
export function unlockSound(): void {
  audio ??= new AudioContext();
  void audio.resume();
}

export function soundState(): 'ready' | 'locked' {
  return audio?.state === 'running' ? 'ready' : 'locked';
}

/** 未接令: a falling pair, three times (ux §4), with a vibration of the same rhythm. */
export function ring(): void {
  // Before the first touch the browser would refuse and complain.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([400, 150, 400, 600, 400, 150, 400]);
  if (audio === undefined || audio.state !== 'running') return;
  for (let i = 0; i < 3; i++) {
    tone(audio, 880, audio.currentTime + i * 1.1);
    tone(audio, 620, audio.currentTime + i * 1.1 + 0.35);
  }
}

function tone(context: AudioContext, hz: number, at: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = 'triangle';
  oscillator.frequency.value = hz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.6, at + 0.02);
  gain.gain.linearRampToValueAtTime(0, at + 0.3);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.32);
}
