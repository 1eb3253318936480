/** What the leader sees from four metres: who is on, about what, how long, and who is next. */
import { type ReactNode, useState } from 'react';
import { callClock } from '../../../shared/call-time.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { elapsed, hourMinute } from '../../desk/format.ts';
import { Icon } from '../../desk/icons.tsx';
import { type TextKey, useT } from '../../desk/texts.ts';
import { CaptionLines } from '../../features/captions/lines.tsx';
import { useCaptions } from '../../features/captions/use-captions.ts';
import { pick, useDeskMedia } from '../../features/stage/desk-media.tsx';
import { EchoHint } from '../../features/stage/echo-hint.tsx';
import { EndTime } from '../../features/stage/end-time.tsx';
import { Picture } from '../../features/stage/tile.tsx';
import { useStagePicture } from '../../features/stage/use-stage-picture.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import type { RemoteStream } from '../../media/remote-streams.ts';
import { Sound } from '../../media/sound.tsx';
import { useConnection, useNewerBuild, useServerNow } from '../../realtime/react.tsx';
import { useMediaLost } from '../../realtime/use-media-lost.ts';
import { type LargeChoice, largeOf, recallLarge, rememberLarge } from './large.ts';
import { LargeChooser } from './large-choice.tsx';
import css from './screen.module.css';

type View = ViewOf<'screen'>;
type Now = NonNullable<View['now']>;

const SLATES: Partial<Record<View['session']['state'], TextKey>> = {
  scheduled: 'screen.notStarted',
  lobby: 'screen.notStarted',
  paused: 'screen.paused',
  ended: 'screen.ended',
  postponed: 'sessionState.postponed',
  cancelled: 'sessionState.cancelled',
};

/** Nobody waits for anything any more. */
const OVER: ReadonlySet<View['session']['state']> = new Set(['ended', 'postponed', 'cancelled']);

export function Room({ view }: { view: View }) {
  const t = useT();
  const language = useLanguage();
  const time = useServerNow();
  const { streams } = useDeskMedia();
  const { session, now } = view;
  const onAir = now?.head.shown === true;
  const shared = useStagePicture(session.id, now?.head.id ?? '', now?.head.picture?.id ?? null);
  const [chosen, setChosen] = useState(() => recallLarge(session.id));
  const choose = (choice: LargeChoice) => {
    rememberLarge(session.id, choice);
    setChosen(choice);
  };
  const callTime = now && callClock(now.head, session.callLengthMs, time);
  // Packets flow a moment before the view says who it is: the picture is shown at once (C1).
  const camera = pick(streams, 'citizen', ['stage'], 'camera');
  // Who is next is laid over the slate, and over nothing else: a camera that stopped in mid-call leaves the words to be
  // read, whatever picture of it comes late (C6).
  const ahead = now
    ? []
    : streams.filter(
        ({ source, purpose, from, flowing }) =>
          source === 'camera' && purpose === 'stage' && from === 'citizen' && !flowing,
      );
  const helpers = now ? helpersSeen(view.helpers, streams) : [];
  const seen = {
    isVideo: now?.participation === 'video',
    picture: shared !== null,
    signer: helpers.some(({ kind }) => kind === 'signLanguage'),
  };
  const large = largeOf(chosen, seen);
  const heard = streams.filter(
    ({ source, purpose, from }) => source === 'microphone' && purpose === 'stage' && from !== 'official',
  );
  return (
    <main className={css.room} data-on-air={onAir || undefined}>
      <h1 className={css.hidden}>{t('screen.title')}</h1>
      {/* Who signs stands beside pictures and words alike: neither makes that picture smaller. */}
      <div className={css.upper} data-large={large}>
        <div className={css.main}>
          <div className={css.picture}>
            {shared && (
              <img
                className={large === 'picture' ? css.shared : css.sharedSmall}
                src={shared}
                alt={t('picture.title')}
              />
            )}
            {/* Beside a picture of the matter the live one stays to be seen. */}
            <div className={large === 'picture' ? css.inset : css.whole}>
              {now || camera?.flowing ? <OnStage now={now} camera={camera} /> : <Slate view={view} />}
            </div>
            {now && now.officers.length > 0 && (
              <div className={css.officers}>
                {now.officers.map(({ seatId, unitName, lost }) => (
                  <Officer
                    key={seatId}
                    unitName={unitName}
                    lost={lost}
                    camera={pick(streams, 'officer', ['stage'], 'camera', seatId)}
                  />
                ))}
              </div>
            )}
            {ahead.map(({ consumerId, track }) => (
              <Picture key={consumerId} track={track} label="" />
            ))}
          </div>
          {now && <ScreenCaptions callId={now.head.id} />}
          {view.question && (
            <section className={css.question} aria-label={t('questions.now')} role="status">
              <small>
                {view.question.publicName
                  ? t('questions.from', { name: view.question.publicName })
                  : t('questions.now')}
              </small>
              <p>{view.question.wording}</p>
            </section>
          )}
        </div>
        <Helpers helpers={helpers} />
      </div>
      {heard.map(({ consumerId, track }) => (
        <Sound key={consumerId} track={track} />
      ))}
      <Trouble />
      <EchoHint className={css.hint} />
      <footer className={css.foot}>
        {now ? (
          <div className={css.who}>
            <div className={css.name}>
              {now.publicName}
              {onAir ? (
                <span className={css.onAir}>{t('programme.onAir')}</span>
              ) : (
                <span className={css.offAir}>{t(now.head.soon ? 'programme.soon' : 'screen.private')}</span>
              )}
            </div>
            <div className={css.subject}>{now.subject}</div>
          </div>
        ) : (
          <div className={css.who}>
            <div className={css.subject}>
              {t('session.number', { number: session.number })} {session.title}
            </div>
          </div>
        )}
        <div className={css.times}>
          {now && callTime && (
            <div className={css.elapsed} data-stands={callTime.stands}>
              {elapsed(callTime.ran)} / {elapsed(callTime.planned)}
              {callTime.stands !== 'within' && (
                <small>{t(callTime.stands === 'over' ? 'stage.over' : 'stage.lastMinute')}</small>
              )}
            </div>
          )}
          <div className={css.clock}>{hourMinute(time, session.zone, language)}</div>
        </div>
        <div className={css.next}>
          <LargeChooser chosen={chosen} shown={seen} onChoose={choose} />
          {view.next && (
            <span>
              {t('punctuation.labelled', {
                label: t('screen.next'),
                value: `${view.next.publicName} · ${view.next.subject}`,
              })}
            </span>
          )}
          {session.overtimeUntil !== null ? (
            <EndTime session={session} />
          ) : (
            !OVER.has(session.state) && <span>{t('screen.waiting', { count: view.waiting })}</span>
          )}
        </div>
      </footer>
    </main>
  );
}

function OnStage({ now, camera }: { now: Now | null; camera: RemoteStream | undefined }) {
  const t = useT();
  if (now?.participation === 'phone') return <Words icon="phone">{t('screen.phone')}</Words>;
  if (now?.head.state === 'held') return <Words icon="person">{t('screen.held')}</Words>;
  if (camera?.flowing) return <Picture track={camera.track} label={now?.publicName ?? ''} />;
  if (now?.participation === 'audio')
    return (
      <Words icon="microphone">
        {now.publicName}
        <br />
        <small>{t(now.head.weakNetwork ? 'screen.audioWeak' : 'screen.audio')}</small>
      </Words>
    );
  return <Words icon="unplugged">{t('screen.noPicture')}</Words>;
}

/** Of a department, called to this stage (C11). */
function Officer({ unitName, lost, camera }: { unitName: string; lost: boolean; camera: RemoteStream | undefined }) {
  const t = useT();
  return (
    <figure className={css.officer}>
      {camera?.flowing ? (
        <Picture track={camera.track} label={unitName} />
      ) : (
        <Icon name={lost ? 'unplugged' : 'person'} size={48} />
      )}
      <figcaption>{lost ? t('screen.officerLost', { unit: unitName }) : unitName}</figcaption>
    </figure>
  );
}

/** Below the pictures, so that no face is covered; by the choice of whoever set the screen up. */
function ScreenCaptions({ callId }: { callId: string }) {
  const { lines, wanted } = useCaptions(callId);
  return wanted && lines.length > 0 ? <CaptionLines lines={lines} className={css.captions} /> : null;
}

const helpersSeen = (helpers: View['helpers'], streams: readonly RemoteStream[]) =>
  helpers.flatMap((helper) => {
    const camera = streams.find((one) => one.helperId === helper.id && one.source === 'camera' && one.flowing);
    return camera ? [{ ...helper, camera }] : [];
  });

/** A column of their own: who signs is covered by nothing, and covers nothing (C14). */
function Helpers({ helpers }: { helpers: ReturnType<typeof helpersSeen> }) {
  const t = useT();
  if (helpers.length === 0) return null;
  return (
    <div className={css.helpers}>
      {helpers.map(({ id, kind, name, camera }) => {
        const label = t('helpers.tile', { kind: t(`helpers.kind.${kind}`), name });
        return (
          <figure key={id} className={css.officer} data-signs={kind === 'signLanguage' || undefined}>
            <Picture track={camera.track} label={label} />
            <figcaption>{label}</figcaption>
          </figure>
        );
      })}
    </div>
  );
}

function Slate({ view }: { view: View }) {
  const t = useT();
  const words = SLATES[view.session.state];
  return (
    <div className={css.words}>
      <div>{t(words ?? 'screen.slate')}</div>
      {!words && <small>{t('screen.slateHelp')}</small>}
    </div>
  );
}

function Words({ icon, children }: { icon: 'phone' | 'microphone' | 'unplugged' | 'person'; children: ReactNode }) {
  return (
    <div className={css.words}>
      <Icon name={icon} size={96} />
      <div>{children}</div>
    </div>
  );
}

/** Trouble of this screen's own connection or devices, in words. */
function useTrouble(): string | null {
  const t = useT();
  const connection = useConnection();
  const isOlder = useNewerBuild();
  const media = useDeskMedia();
  const isMediaLost = useMediaLost(media.state);
  if (connection.state === 'reconnecting') return t('screen.lost');
  if (isMediaLost) return t('screen.mediaTrouble');
  if (media.own.problem) return t('screen.notSending', { why: t(`device.${media.own.problem}`) });
  if (media.unsent) return t('screen.unsent', { what: t(`device.unsent.${media.unsent}`) });
  return isOlder ? t('deskConnection.newerBuild') : null;
}

function Trouble() {
  const words = useTrouble();
  if (!words) return null;
  return (
    <div className={css.trouble} role="alert">
      <Icon name="warning" size={32} /> {words}
    </div>
  );
}
