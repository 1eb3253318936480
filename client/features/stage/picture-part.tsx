/** A picture of the matter on the stage (C13): chosen or sent, taken off, and shown to the public by the moderator alone. */
import { Button, Group, Image, Modal, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { hidePicture, publishPicture } from '../../../shared/actions/pictures.ts';
import type { CallHead } from '../../../shared/views/common.ts';
import { ActButton } from '../../desk/act-button.tsx';
import deskCss from '../../desk/desk.module.css';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { PdfPager, PdfView } from './pdf-view.tsx';
import { PictureChoices } from './picture-choices.tsx';
import css from './stage.module.css';
import { usePdf } from './use-pdf.ts';
import { useStagePicture } from './use-stage-picture.ts';

const SHOWN_PX = 150;

interface Props {
  sessionId: string;
  call: Pick<CallHead, 'id' | 'state' | 'picture' | 'shown'>;
  /** Only moderators show it to the public. */
  as: 'moderator' | 'aide' | 'duty';
}

export function PicturePart({ sessionId, call, as }: Props) {
  const t = useT();
  const run = useRun();
  const [choosing, setChoosing] = useState(false);
  const { picture } = call;
  const ofCall = { sessionId, callId: call.id };
  const source = useStagePicture(sessionId, call.id, picture?.id ?? null);
  const pdf = usePdf(sessionId, call.id, picture?.id ?? null);
  if (call.state !== 'live') return null;
  return (
    <Stack gap={6} className={picture ? css.wide : undefined}>
      {picture && (
        <section aria-label={t('picture.title')}>
          {source && <Image src={source} alt={t('picture.title')} h={SHOWN_PX} fit="contain" bg="#0d0f11" />}
          <Group gap="xs" mt={4}>
            <Text size="xs" span>
              {t(picture.by === 'citizen' ? 'picture.byCitizen' : 'picture.onStage')}
            </Text>
            {as === 'moderator' && (
              <Switch
                size="xs"
                label={t('picture.public')}
                checked={picture.public}
                // Nobody makes public what they do not see.
                disabled={!picture.public && (!call.shown || source === null)}
                title={call.shown ? undefined : t('picture.publicWhen')}
                onChange={({ currentTarget: { checked } }) =>
                  void run(publishPicture, { ...ofCall, pictureId: picture.id, public: checked })
                }
              />
            )}
            {picture.public && as !== 'moderator' && <span className={deskCss.onAir}>{t('picture.isPublic')}</span>}
          </Group>
          {pdf.inHand && pdf.inHand.shown !== null && (
            <PdfPager inHand={pdf.inHand} at={pdf.inHand.shown} busy={pdf.busy} turnTo={pdf.inHand.show} />
          )}
        </section>
      )}
      <Group gap="xs">
        <Button size="compact-md" variant="default" onClick={() => setChoosing(true)}>
          {t(picture ? 'picture.another' : 'picture.show')}
        </Button>
        {picture && (
          <ActButton variant="default" act={() => run(hidePicture, ofCall)}>
            {t('picture.hide')}
          </ActButton>
        )}
      </Group>
      <Modal
        opened={choosing}
        onClose={() => setChoosing(false)}
        title={t('picture.choose')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        {pdf.inHand ? (
          <PdfView inHand={pdf.inHand} busy={pdf.busy} onShown={() => setChoosing(false)} />
        ) : (
          <PictureChoices
            {...ofCall}
            shownId={picture?.id ?? null}
            opening={pdf.busy}
            onPdf={pdf.open}
            onShown={() => setChoosing(false)}
          />
        )}
      </Modal>
    </Stack>
  );
}
