/** What the audience gets: the stage while a public call runs, otherwise the slate and no sound (C2). */
import type { ProgrammeView } from '../../../shared/views/all.ts';
import type { MediaSnapshot } from '../../media/media-session.ts';
import { onDemand } from '../../ui/on-demand.tsx';
import { useT } from '../../ui/texts.ts';
import { PromiseList } from '../citizen-session/promise-list.tsx';
import { Beside } from './beside.tsx';
import { PageCaptions } from './captions.tsx';
import { MediaLost } from './media-lost.tsx';
import { Picture } from './picture.tsx';
import { SoundOut } from './sound-out.tsx';

const Nothing = () => null;
const SharedPicture = onDemand(() => import('./shared-picture.tsx'), Nothing);

interface ProgrammeProps {
  view: ProgrammeView | undefined;
  media: MediaSnapshot;
}

export function ProgrammePicture({ view, media }: ProgrammeProps) {
  const t = useT();
  const mine = media.streams.filter((stream) => stream.purpose === 'programme');
  const pictures = mine.filter((stream) => stream.source === 'camera');
  const flowing = pictures.filter((stream) => stream.flowing);
  const sounds = mine.filter((stream) => stream.source === 'microphone' && stream.flowing).map((one) => one.track);
  const official = flowing.find((stream) => stream.from === 'official');
  const citizen = flowing.find((stream) => stream.from === 'citizen');
  const now = view?.programme.state === 'stage' ? view.programme.now : null;
  // With sound only there is a voice and no picture, not even one to come.
  const quiet =
    !pictures.some((stream) => stream.from === 'citizen') &&
    mine.some((stream) => stream.source === 'microphone' && stream.from === 'citizen' && stream.flowing);
  const main = citizen ?? official;
  const small = citizen && official ? official : undefined;
  return (
    <section className="stack tight" aria-label={t('session.watchTap')}>
      {view && now?.picture && (
        <SharedPicture sessionId={view.session.id} callId={now.picture.callId} pictureId={now.picture.id} />
      )}
      <div className={now?.picture ? 'stage small' : 'stage'}>
        <Picture
          track={main?.track ?? null}
          flowing={main !== undefined && now !== null}
          label={main === citizen ? (now?.publicName ?? '') : (now?.officialName ?? '')}
        >
          <Slate view={view} />
        </Picture>
        {small && now && <Picture className="inset" track={small.track} flowing label={now.officialName} />}
        {quiet && now && (
          <Picture className="inset" track={null} flowing={false} label={now.publicName}>
            <p>
              <strong>{now.publicName}</strong>
              <br />
              {t('participation.audio')}
            </p>
          </Picture>
        )}
      </div>
      <MediaLost state={media.state} of="programme" />
      {now && <PageCaptions callId={null} />}
      {now && <Beside streams={flowing} />}
      <Now view={view} />
      <QuestionNow view={view} />
      {view && view.session.delayMs > 0 && (
        <p className="soft">{t('session.late', { seconds: view.session.delayMs / 1000 })}</p>
      )}
      <SoundOut tracks={now ? sounds : []} />
    </section>
  );
}

/** The programme without its picture: who is on, about what, and the sound once somebody asks for it. */
export function ProgrammeSound({ view, media }: ProgrammeProps) {
  const sounds = media.streams.filter(
    (one) => one.purpose === 'programme' && one.source === 'microphone' && one.flowing,
  );
  return (
    <>
      <MediaLost state={media.state} of="programme" />
      <Now view={view} />
      <QuestionNow view={view} />
      {view?.programme.state === 'stage' && <PageCaptions callId={null} />}
      <SoundOut tracks={view?.programme.state === 'stage' ? sounds.map((one) => one.track) : []} />
    </>
  );
}

function Now({ view }: { view: ProgrammeView | undefined }) {
  const t = useT();
  const now = view?.programme.state === 'stage' ? view.programme.now : null;
  return (
    now && (
      <>
        <p>
          <strong>{t('session.nowOn', { name: now.publicName })}</strong>
          <br />
          {t('session.nowAbout', { subject: now.subject })}
          <br />
          <span className="soft">
            {now.officialTitle} {now.officialName}
          </span>
        </p>
        {now.promises.length > 0 && (
          <div role="status">
            <PromiseList promises={now.promises} />
          </div>
        )}
      </>
    )
  );
}

/** A question of the audience that is being answered. */
function QuestionNow({ view }: { view: ProgrammeView | undefined }) {
  const t = useT();
  const question = view?.question;
  return (
    question && (
      <p className="note" role="status">
        <strong>{t('session.questionNow')}</strong>
        <span>
          {question.publicName && t('punctuation.labelled', { label: question.publicName, value: question.wording })}
          {!question.publicName && question.wording}
        </span>
      </p>
    )
  );
}

/** A calm card; its words say why nothing is to be seen. */
export function Slate({ view }: { view: ProgrammeView | undefined }) {
  const t = useT();
  const state = view?.session.state;
  const words =
    view?.programme.state === 'stage'
      ? t('session.pictureConnecting')
      : view?.programme.state === 'cut'
        ? t('session.cutWhat')
        : state === 'ended'
          ? t('session.endedWhat')
          : state === 'scheduled' || state === 'lobby'
            ? t('session.beforeWhat')
            : t(view?.programme.soon ? 'session.soonWhat' : 'session.slateWhat');
  return (
    <div className="slate-card">
      <p>
        <strong>{view?.session.title ?? t('brand')}</strong>
      </p>
      <p role="status">{words}</p>
    </div>
  );
}
