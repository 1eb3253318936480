/** How loud a track is, for the bar beside "say something". */

/** Calls back with 0 to 1 about 20 times a second. Needs a tap on the page before, as all sound does. */
export function watchLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const Context = window.AudioContext ?? (window as { webkitAudioContext?: typeof AudioContext }).webkitAudioContext;
  if (!Context) return () => undefined;
  const context = new Context();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  source.connect(analyser);
  // Safari 14.0 has no float version.
  const samples = new Uint8Array(analyser.fftSize);
  const timer = setInterval(() => {
    // `interrupted`, on iOS, by a phone call.
    if (context.state !== 'running') context.resume().catch(() => undefined);
    analyser.getByteTimeDomainData(samples);
    let sum = 0;
    for (const sample of samples) sum += ((sample - 128) / 128) ** 2;
    // Speech lies far below full scale; the root spreads it over the bar.
    onLevel(Math.min(1, Math.sqrt(Math.sqrt(sum / samples.length))));
  }, 50);
  return () => {
    clearInterval(timer);
    source.disconnect();
    context.close().catch(() => undefined);
  };
}
