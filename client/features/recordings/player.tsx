/** Both sides of a call, played in step: one clock, which each picture follows. */
import { Button, Group, Slider } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Recording } from '../../../shared/actions/recordings.ts';
import { elapsed } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { boundsOf, nextMoment, playingAt } from './moments.ts';
import css from './recordings.module.css';

/** Of a call both sides; a message has one (C12). */
const sidesOf = (recordings: readonly Recording[]): readonly Recording['side'][] =>
  recordings.some(({ side }) => side === 'message') ? ['message'] : ['citizen', 'official'];
const TICK_MS = 200;
/** A picture that is further off is put right; less is not heard. */
const OUT_OF_STEP_MS = 250;

interface Props {
  caseId: string;
  recordings: readonly Recording[];
}

export function RecordingPlayer({ caseId, recordings }: Props) {
  const t = useT();
  const { from, until } = boundsOf(recordings);
  const [at, setAt] = useState(from);
  const [plays, setPlays] = useState(false);
  const videos = useRef<Partial<Record<Recording['side'], HTMLVideoElement>>>({});
  const clock = useRef({ at: from, tickedAt: 0 });

  const follow = useCallback(
    (moment: number, playing: boolean) => {
      const due = sidesOf(recordings).flatMap((side) => {
        const wanted = playingAt(recordings, side, moment);
        const video = videos.current[side];
        if (!wanted || video?.dataset.recording !== wanted.recording.id) {
          video?.pause();
          return [];
        }
        return { video, offsetMs: wanted.offsetMs };
      });
      for (const { video, offsetMs } of due)
        if (Math.abs(video.currentTime * 1000 - offsetMs) > OUT_OF_STEP_MS) video.currentTime = offsetMs / 1000;
      const isReady = due.every(({ video }) => video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA || video.ended);
      for (const { video } of due)
        if (playing && isReady && !video.ended) video.play().catch(() => undefined);
        else video.pause();
      return isReady;
    },
    [recordings],
  );

  useEffect(() => {
    clock.current.tickedAt = performance.now();
    const tick = () => {
      const now = performance.now();
      const sinceMs = now - clock.current.tickedAt;
      clock.current.tickedAt = now;
      const isReady = follow(clock.current.at, plays);
      if (!plays || !isReady) return;
      const next = nextMoment(recordings, clock.current.at + sinceMs);
      clock.current.at = next ?? from;
      if (next === null) setPlays(false);
      setAt(clock.current.at);
    };
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [follow, plays, recordings, from]);

  const jump = (moment: number) => {
    clock.current.at = nextMoment(recordings, moment) ?? from;
    setAt(clock.current.at);
    follow(clock.current.at, plays);
  };
  return (
    <div>
      <div className={css.pair}>
        {sidesOf(recordings).map((side) => {
          const playing = playingAt(recordings, side, at)?.recording ?? nearest(recordings, side, at);
          const path = playing && `/api/cases/${caseId}/recordings/${playing.id}`;
          return (
            <figure key={side} className={css.side}>
              {playing && path ? (
                // biome-ignore lint/a11y/useMediaCaption: what was said is in the case's note and promises
                <video
                  key={playing.id}
                  ref={(video) => {
                    if (video) videos.current[side] = video;
                    else delete videos.current[side];
                  }}
                  data-recording={playing.id}
                  data-side={side}
                  src={`${path}/content`}
                  poster={playing.picture ? `${path}/poster` : undefined}
                  preload="auto"
                  playsInline
                  aria-label={t(`recordings.${side}`)}
                />
              ) : (
                <div className={css.nothing} />
              )}
              <figcaption>
                {t(`recordings.${side}`)}
                {playing && !playing.picture && ` · ${t('recordings.soundOnly')}`}
              </figcaption>
            </figure>
          );
        })}
      </div>
      <Group gap="sm" wrap="nowrap">
        <Button size="compact-sm" onClick={() => setPlays(!plays)}>
          {t(plays ? 'recordings.pause' : 'recordings.play')}
        </Button>
        <Slider
          className={css.line}
          min={0}
          max={until - from}
          step={100}
          value={at - from}
          onChange={(value) => jump(from + value)}
          label={elapsed}
          thumbLabel={t('recordings.moment')}
        />
        <span className={css.time}>
          {elapsed(at - from)} / {elapsed(until - from)}
        </span>
      </Group>
    </div>
  );
}

function nearest(recordings: readonly Recording[], side: Recording['side'], at: number): Recording | null {
  const ofSide = recordings.filter((one) => one.side === side);
  return ofSide.find(({ startedAt }) => startedAt >= at) ?? ofSide.at(-1) ?? null;
}
