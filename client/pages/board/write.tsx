/** Writing to a leader: matter, to whom, photos, phone, who; one thing to do per screen. */
import { useRef, useState } from 'react';
import { showBoardForm, writeToBoard } from '../../../shared/actions/board.ts';
import { citizenMe, citizenSignOut } from '../../../shared/actions/people.ts';
import { listCategories } from '../../../shared/actions/public.ts';
import { callAction } from '../../api/call-action.ts';
import { randomId } from '../../api/command-id.ts';
import { useQuery } from '../../api/use-query.ts';
import { AboutStep } from '../../features/board/about-step.tsx';
import { useBoardDraft } from '../../features/board/draft.ts';
import { MatterStep } from '../../features/board/matter-step.tsx';
import { PhotosStep } from '../../features/board/photos-step.tsx';
import { SenderStep } from '../../features/board/sender-step.tsx';
import { prepareBoard, useBoardT } from '../../features/board/texts.ts';
import { type ChosenPhoto, useBoardPhotos } from '../../features/board/use-photos.ts';
import { WithPhone } from '../../features/board/with-phone.tsx';
import { sendFile } from '../../features/my-cases/send-file.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useAct } from '../../ui/use-act.ts';
import './board.css';

export const prepare = prepareBoard;

const STEPS = ['matter', 'about', 'photos', 'phone', 'who'] as const;
type Step = (typeof STEPS)[number];

interface Done {
  readonly caseId: string;
  readonly number: string;
}

export default function WritePage() {
  const t = useBoardT();
  const form = useQuery(showBoardForm, {});
  const tree = useQuery(listCategories, {});
  const me = useQuery(citizenMe, {});
  const { draft, change, clear } = useBoardDraft();
  const [step, setStep] = useState<Step>('matter');
  const chosen = useBoardPhotos();
  const { photos } = chosen;
  const [verified, setVerified] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const [left, setLeft] = useState<readonly ChosenPhoto[]>([]);
  const [sending, setSending] = useState<number | null>(null);
  const { busy, refusal, act } = useAct();
  const attempt = useRef({ content: '', commandId: '' });
  const isKnown = verified || Boolean(me.data?.phoneMasked);

  const goTo = (next: Step) => {
    setStep(next);
    window.scrollTo(0, 0);
  };
  /** One after the other; what could not be sent is kept to be sent again. */
  const sendPhotos = async (caseId: string, wanted: readonly ChosenPhoto[]) => {
    const failed: ChosenPhoto[] = [];
    for (const [index, photo] of wanted.entries()) {
      setSending(index + 1);
      await sendFile(caseId, photo.file, photo.name, photo.isPublic).catch(() => failed.push(photo));
    }
    setSending(null);
    setLeft(failed);
    // What failed is on this page, which names the case that it belongs to.
    chosen.forget(wanted.filter((photo) => !failed.includes(photo)).map(({ id }) => id));
  };
  const send = () =>
    act(async () => {
      const isComplaint = draft.kind === 'complain';
      const input = {
        kind: draft.kind,
        categoryCode: draft.subcategory,
        subject: draft.subject,
        content: draft.content,
        aboutUnitIds: isComplaint && draft.aboutUnitId ? [draft.aboutUnitId] : [],
        place: draft.place,
        hidePlace: draft.hidePlace,
        name: draft.name,
        alias: draft.alias,
        publish: draft.publish && !(isComplaint && draft.aboutUnitId),
        ...(draft.addresseeId ? { addresseeId: draft.addresseeId } : {}),
      };
      // The same content tried again is the same intention (T3).
      const content = JSON.stringify(input);
      if (attempt.current.content !== content) attempt.current = { content, commandId: randomId() };
      try {
        const made = await callAction(writeToBoard, input, { commandId: attempt.current.commandId });
        clear();
        setDone(made);
        window.scrollTo(0, 0);
        await sendPhotos(made.caseId, photos);
      } catch (error) {
        if ((error as { code?: string }).code === 'NOT_SIGNED_IN') {
          setVerified(false);
          me.reload();
          goTo('phone');
        }
        throw error;
      }
    });

  const failed = form.error ?? tree.error ?? me.error;
  if (!form.data || !tree.data || !me.data) {
    const retry = () => {
      form.reload();
      tree.reload();
      me.reload();
    };
    return <Page title={t('board.write')}>{failed ? <Failed refusal={failed} onRetry={retry} /> : <Loading />}</Page>;
  }
  if (done) {
    return (
      <Page title={t('write.title.done')}>
        <p>{t('write.doneWhat')}</p>
        <p className="big">
          <strong>{done.number}</strong>
        </p>
        <p>{t('write.doneSms')}</p>
        <p>{t('write.doneWithdraw')}</p>
        <div role="status">
          {sending !== null && <p>{t('write.sending', { number: sending, of: photos.length })}</p>}
          {left.length > 0 && <p className="note warn">{t('write.photoFailed', { count: left.length })}</p>}
        </div>
        {left.length > 0 && (
          <Button wide busy={busy} onClick={() => void act(() => sendPhotos(done.caseId, left))}>
            {t('write.retry')}
          </Button>
        )}
        <ButtonLink href={`/my/${done.number}`} kind="primary" wide>
          {t('write.see')}
        </ButtonLink>
        <ButtonLink href="/board" kind="quiet" wide>
          {t('board.back')}
        </ButtonLink>
      </Page>
    );
  }
  const back = STEPS[STEPS.indexOf(step) - 1];
  const common = { draft, onChange: change };
  return (
    <Page title={t(`write.title.${step}`)}>
      <p className="soft">{t('write.progress', { step: STEPS.indexOf(step) + 1, of: STEPS.length })}</p>
      {step === 'matter' && <MatterStep {...common} onDone={() => goTo('about')} />}
      {step === 'about' && (
        <AboutStep {...common} form={form.data} categories={tree.data.categories} onDone={() => goTo('photos')} />
      )}
      {step === 'photos' && <PhotosStep chosen={chosen} onDone={() => goTo(isKnown ? 'who' : 'phone')} />}
      {step === 'phone' && (
        <WithPhone
          phone={draft.phone}
          onPhone={(phone) => change({ phone })}
          onVerified={() => {
            setVerified(true);
            me.reload();
            goTo('who');
          }}
        />
      )}
      {step === 'who' && (
        <>
          {me.data.phoneMasked && (
            <div className="note">
              <p>{t('write.knownAs', { phone: me.data.phoneMasked })}</p>
              <Button
                kind="quiet"
                onClick={() =>
                  void act(async () => {
                    await callAction(citizenSignOut, {});
                    setVerified(false);
                    me.reload();
                    goTo('phone');
                  })
                }
              >
                {t('write.otherPhone')}
              </Button>
            </div>
          )}
          <SenderStep {...common} busy={busy} onDone={() => void send()} />
        </>
      )}
      <RefusalText refusal={refusal} />
      {back && (
        <Button kind="quiet" wide onClick={() => goTo(step === 'who' && isKnown ? 'photos' : back)}>
          {t('write.stepBack')}
        </Button>
      )}
    </Page>
  );
}
