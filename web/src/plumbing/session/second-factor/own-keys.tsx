import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { formatMoment } from '../../../ui/format/time.ts';
import { keysHereNow } from '../keys/keys-here.ts';
import { AddKey, RemoveKey, RenameKey } from './key-forms.tsx';
import type { OwnKey } from './second-factor-data.ts';

/** As many as the server takes. */
const MOST = 10;

type Open = { kind: 'list' } | { kind: 'add' } | { kind: 'rename' | 'remove'; key: OwnKey };

interface OwnKeysProps {
  keys: readonly OwnKey[];
  recoveryLeft: number;
  /** Recovery codes that came with the first key: shown once. */
  onCodes: (codes: readonly string[]) => void;
  /** Whether one of the forms is open, and wants the room. */
  onAlone: (alone: boolean) => void;
}

/** The keys of the signed-in person, each with where it answers and when it last did. */
export function OwnKeys({ keys, recoveryLeft, onCodes, onAlone }: OwnKeysProps) {
  const { t } = useTranslation('keys');
  const [open, setOpen] = useState<Open>({ kind: 'list' });
  const show = (next: Open): void => {
    setOpen(next);
    onAlone(next.kind !== 'list');
  };
  const back = (): void => show({ kind: 'list' });
  if (open.kind === 'add')
    return (
      <AddKey
        onBack={back}
        onAdded={(codes) => {
          back();
          if (codes.length > 0) onCodes(codes);
        }}
      />
    );
  if (open.kind === 'rename') return <RenameKey of={open.key} onBack={back} />;
  if (open.kind === 'remove') return <RemoveKey of={open.key} onBack={back} />;
  const here = keysHereNow();
  const off =
    here !== 'possible'
      ? t(`here.${here}`, { here: window.location.host })
      : keys.length >= MOST
        ? t('own.full', { most: MOST })
        : undefined;
  return (
    <section className="grid gap-3 pt-4 border-t border-hairline" aria-label={t('own.title')}>
      <h2 className="m-0 text-key font-medium">{t('own.title')}</h2>
      <p className="m-0 text-ink-2">{t('own.lead')}</p>
      <p className="m-0 text-meta text-ink-3">
        {keys.length === 0 ? t('own.none') : t('own.count', { count: keys.length, left: recoveryLeft })}
      </p>
      {keys.length === 0 ? null : (
        <ul className="m-0 p-0 list-none grid border border-hairline rounded-control">
          {keys.map((key) => (
            <KeyRow key={key.id} of={key} onOpen={(kind) => show({ kind, key })} />
          ))}
        </ul>
      )}
      <div>
        <Button disabledReason={off} onPress={() => show({ kind: 'add' })}>
          {t('own.add')}
        </Button>
      </div>
      {here === 'possible' ? null : (
        <p className="m-0 border border-dashed border-fault p-3 text-meta text-ink-2">
          {t(`here.${here}`, { here: window.location.host })}
        </p>
      )}
    </section>
  );
}

function KeyRow({ of, onOpen }: { of: OwnKey; onOpen: (kind: 'rename' | 'remove') => void }) {
  const { t } = useTranslation('keys');
  const at = (moment: string): string => formatMoment(Date.parse(moment), Date.now());
  const used = of.lastUsedAt === null ? t('own.never') : t('own.used', { at: at(of.lastUsedAt) });
  return (
    <li className="flex items-center gap-3 px-pad py-2 border-b border-hairline last:border-b-0">
      <div className="grid min-w-0 flex-1">
        <span className="font-medium truncate">{of.name}</span>
        <span className="text-meta text-ink-3">
          {t('own.line', { host: of.host, created: at(of.createdAt), used })}
        </span>
        {of.state === 'refused' ? <span className="text-meta text-level-1">{t('own.refused')}</span> : null}
      </div>
      <Button kind="quiet" label={`${t('own.rename')} ${of.name}`} onPress={() => onOpen('rename')}>
        {t('own.rename')}
      </Button>
      <Button kind="quiet" label={`${t('own.remove')} ${of.name}`} onPress={() => onOpen('remove')}>
        {t('own.remove')}
      </Button>
    </li>
  );
}
