/** Pictures and voices of those who help at one stage; who only writes has neither (C14). */
import type { HelperRow } from '../../../shared/helpers.ts';
import { sendsAs } from '../../../shared/helpers.ts';
import { useT } from '../../desk/texts.ts';
import { useDeskMedia } from '../stage/desk-media.tsx';
import { Tile } from '../stage/tile.tsx';

interface Props {
  /** Those of this stage who are here. */
  helpers: readonly HelperRow[];
  muted: boolean;
  onAir: boolean;
}

export function HelperTiles({ helpers, muted, onAir }: Props) {
  const t = useT();
  const { streams } = useDeskMedia();
  return helpers
    .filter(({ kind }) => sendsAs(kind).length > 0)
    .map(({ id, kind, name }) => {
      const of = (source: 'camera' | 'microphone') =>
        streams.find((one) => one.helperId === id && one.source === source && one.purpose === 'stage');
      return (
        <Tile
          key={id}
          label={t('helpers.tile', { kind: t(`helpers.kind.${kind}`), name })}
          camera={of('camera')}
          microphone={of('microphone')}
          muted={muted}
          empty={t('helpers.noPicture')}
          onAir={onAir}
        />
      );
    });
}
