import type { Can } from '@sitong/shared/kernel/can.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { placesOf } from '@sitong/shared/pillars/release/area.ts';
import {
  canCheckWarning,
  canCountersignWarning,
  canReturnWarning,
  canSignWarning,
  needsCheck,
} from '@sitong/shared/pillars/release/can-warning.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import { postsToSignAs } from '@sitong/shared/pillars/release/signing-power.ts';
import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty, useCountyLoaded } from '../../../plumbing/county/county-store.ts';
import { useWorldState } from '../../../plumbing/live/live-store.ts';
import { sendIntent } from '../../../plumbing/live/use-live-world.ts';
import { Countdown } from '../../../ui/clock/countdown.tsx';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { formatTime } from '../../../ui/format/time.ts';
import { useRefusalWords } from '../../../wall/refusal-words.ts';
import { ActButton } from '../act-button.tsx';
import { useField } from '../field-context.tsx';
import { FieldSheet } from '../field-sheet.tsx';
import { WarningText } from './warning-text.tsx';

export interface SignSheetProps {
  /** As it was when it was opened; the newest one is shown. */
  readonly warning: Warning;
  readonly onClose: () => void;
}

/** A warning read whole, then checked, signed, countersigned or sent back, in the size of a thumb. */
export function SignSheet(props: SignSheetProps) {
  const { t } = useTranslation(['warning', 'field']);
  const county = useCountyLoaded();
  const found = useWorldState((state) => state.release.warnings[props.warning.id]);
  const { line } = useField();
  if (county === 'waiting')
    return (
      <FieldSheet open onClose={props.onClose} title={t('warning:sign.title')}>
        <p className="m-0 text-ink-2">
          {line.kind === 'live' ? t('field:opening') : t('field:toSign.away', { at: formatTime(line.sinceMs) })}
        </p>
      </FieldSheet>
    );
  return <Signing warning={found ?? props.warning} onClose={props.onClose} />;
}

/** What may be done with it now; the first is the big one. */
function useActs(warning: Warning, county: CountyIndex) {
  const { t } = useTranslation(['warning', 'field']);
  const { session, line } = useField();
  const words = useRefusalWords();
  const places = useMemo(() => placesOf(warning.content.scope, county), [warning.content.scope, county]);
  const posts = postsToSignAs(county, session.person, { kind: 'warning', level: warning.content.level }, places);
  const [asked, setPost] = useState<string>();
  const post = posts.find(({ id }) => id === asked) ?? posts[0];
  const away = line.kind === 'live' ? undefined : t('field:toSign.away', { at: formatTime(line.sinceMs) });
  const why = (can: Can): string | undefined =>
    away ??
    (can.allowed === 'yes'
      ? undefined
      : words({ code: can.code, ...(can.facts === undefined ? {} : { facts: can.facts }) }));
  const signOff =
    post === undefined
      ? (away ?? t(warning.authors.includes(session.person) ? 'warning:sign.rule' : 'warning:sign.none'))
      : why(canSignWarning(warning, { mode: 'signed', post: post.id }, county, session));
  return {
    places,
    posts,
    post,
    setPost,
    signOff,
    checkOff: why(canCheckWarning(warning, session)),
    returnOff: why(canReturnWarning(warning, session)),
    countersignOff: why(canCountersignWarning(warning, session)),
  };
}

function Signing({ warning, onClose }: SignSheetProps) {
  const { t } = useTranslation(['warning', 'field', 'common']);
  const county = useCounty();
  const words = useRefusalWords();
  const acts = useActs(warning, county);
  const [reason, setReason] = useState<string>();
  const [sending, setSending] = useState<'no' | 'yes'>('no');
  const { post } = acts;
  const send = async (intent: ReleaseIntent, done: string, then: 'stay' | 'close'): Promise<void> => {
    setSending('yes');
    const answer = await sendIntent(intent);
    setSending('no');
    if (!answer.ok) showNotice({ kind: 'refused', title: t('common:refused'), detail: words(answer.refused) });
    else {
      showNotice({ kind: 'done', title: done });
      if (then === 'close') onClose();
    }
  };
  const take = (off: string | undefined): 'primary' | 'off' =>
    off === undefined && sending === 'no' ? 'primary' : 'off';
  const warningId = warning.id;
  const returned = reason?.trim() ?? '';

  const foot = (): React.ReactNode => {
    if (reason !== undefined) {
      const off = acts.returnOff ?? (returned === '' ? t('warning:signSheet.reasonFirst') : undefined);
      return (
        <>
          <TextField
            label={t('warning:sign.returnReason')}
            value={reason}
            onChange={setReason}
            maxLength={300}
            lines={2}
            autoFocus
          />
          <ActButton
            key="return"
            label={t('warning:sign.return')}
            note={off}
            look={take(off)}
            onPress={() =>
              void send({ type: 'ReturnWarning', warningId, reason: returned }, t('warning:sign.returned'), 'close')
            }
          />
          <button type="button" className="field-button" onClick={() => setReason(undefined)}>
            {t('warning:signSheet.back')}
          </button>
        </>
      );
    }
    const undo =
      warning.status === 'signed' ? (
        <ActButton
          label={t('warning:sign.undo')}
          note={warning.issueAt === undefined ? undefined : <Countdown dueMs={Date.parse(warning.issueAt)} />}
          look={acts.returnOff === undefined && sending === 'no' ? 'ready' : 'off'}
          onPress={() =>
            void send(
              { type: 'ReturnWarning', warningId, reason: t('warning:sign.undoReason') },
              t('warning:sign.returned'),
              'close',
            )
          }
        />
      ) : null;
    // Owed from the moment it was entered, whether it has gone out or not.
    if (acts.countersignOff === undefined)
      return (
        <>
          <ActButton
            label={t('warning:sign.countersign')}
            note={t('warning:sign.countersignDue')}
            look={take(acts.countersignOff)}
            onPress={() =>
              void send({ type: 'CountersignWarning', warningId }, t('warning:signSheet.countersigned'), 'close')
            }
          />
          {undo}
        </>
      );
    if (undo !== null) return undo;
    const checking = warning.status === 'draft' && needsCheck(warning);
    return (
      <>
        {acts.posts.length < 2 || checking ? null : (
          <fieldset className="m-0 grid gap-2 border-0 p-0">
            <legend className="p-0 text-meta text-ink-2">{t('warning:sign.as')}</legend>
            <div className="flex flex-wrap gap-2">
              {acts.posts.map(({ id, name }) => (
                <button
                  key={id}
                  type="button"
                  className="field-button"
                  aria-pressed={id === post?.id}
                  onClick={() => acts.setPost(id)}
                >
                  {name}
                </button>
              ))}
            </div>
          </fieldset>
        )}
        {checking ? (
          <ActButton
            label={t('warning:sign.check')}
            note={acts.checkOff ?? t('warning:signSheet.thenSign')}
            look={take(acts.checkOff)}
            onPress={() => void send({ type: 'CheckWarning', warningId, note: '' }, t('warning:sign.sent'), 'stay')}
          />
        ) : (
          <ActButton
            label={t('warning:sign.sign')}
            note={acts.signOff ?? t('warning:signSheet.asPost', { post: post?.name ?? '' })}
            look={take(acts.signOff)}
            onPress={() => {
              if (post === undefined) return;
              const signing = { mode: 'signed', post: post.id } as const;
              void send({ type: 'SignWarning', warningId, signing }, t('warning:sign.signed'), 'stay');
            }}
          />
        )}
        {/* The same button as below the reason, so that the focus is not lost between them. */}
        <ActButton
          key="return"
          label={t('warning:sign.return')}
          note={acts.returnOff}
          look={acts.returnOff === undefined ? 'ready' : 'off'}
          onPress={() => setReason('')}
        />
      </>
    );
  };

  return (
    <FieldSheet
      open
      onClose={onClose}
      outside="stays"
      title={t('warning:sign.title')}
      foot={<div className="grid gap-gap-action">{foot()}</div>}
    >
      <WarningText warning={warning} places={acts.places} />
    </FieldSheet>
  );
}
