import type { Can } from '@sitong/shared/kernel/can.ts';
import type { DivisionCode } from '@sitong/shared/kernel/division.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { placesOf } from '@sitong/shared/pillars/release/area.ts';
import {
  canCheckWarning,
  canReturnWarning,
  canSignWarning,
  needsCheck,
} from '@sitong/shared/pillars/release/can-warning.ts';
import type { Signing } from '@sitong/shared/pillars/release/intents.ts';
import { canSignAs, postsToSignAs } from '@sitong/shared/pillars/release/signing-power.ts';
import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { ChipChoice } from '../../ui/chip.tsx';
import { Countdown } from '../../ui/clock/countdown.tsx';
import { Select } from '../../ui/form/select.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { formatMinute } from '../../ui/format/time.ts';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { useLostFocus } from '../../ui/keys/use-lost-focus.ts';
import { Panel } from '../../ui/panel.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useAct } from '../../wall/use-act.ts';
import { useNames } from './use-names.ts';

/** Persons who could sign this, each with the post in whose power they would. */
export function signersOf(
  warning: Pick<Warning, 'content' | 'authors'>,
  places: readonly DivisionCode[],
  county: CountyIndex,
): { person: string; post: string }[] {
  const what = { kind: 'warning' as const, level: warning.content.level };
  return county.data.posts.flatMap((post) =>
    [post.holder, ...post.deputies]
      .filter((person) => !warning.authors.includes(person))
      .map((person) => ({ person, post: post.id }))
      .filter((signer) => canSignAs(county, signer, what, places).allowed === 'yes'),
  );
}

/** 审核 → 签发: by oneself in a post's power, or 口头授权 entered for the named person. */
export function SignPanel({ warning, unsaved }: { warning: Warning; unsaved: 'yes' | 'no' }) {
  const { t } = useTranslation('warning');
  const county = useCounty();
  const session = useSession();
  const names = useNames();
  const act = useAct();
  const words = useRefusalWords();
  const [mode, setMode] = useState<Signing['mode']>('signed');
  const [postId, setPost] = useState<string>();
  const [signer, setSigner] = useState<string>();
  const [reason, setReason] = useState('');
  const { countersignMin } = usePractice();
  const places = useMemo(() => placesOf(warning.content.scope, county), [warning.content.scope, county]);
  const mine = postsToSignAs(county, session.person, { kind: 'warning', level: warning.content.level }, places);
  const signers = useMemo(() => signersOf(warning, places, county), [warning, places, county]);
  const post = postId ?? mine[0]?.id;
  const named = signers.find(({ person, post: held }) => `${person}/${held}` === signer);
  const signing: Signing | undefined =
    mode === 'signed'
      ? post === undefined
        ? undefined
        : { mode, post }
      : named === undefined
        ? undefined
        : { mode, post: named.post, person: named.person };
  const why = (can: Can): string | undefined =>
    can.allowed === 'yes'
      ? undefined
      : words({ code: can.code, ...(can.facts === undefined ? {} : { facts: can.facts }) });
  const unsavedReason = unsaved === 'yes' ? t('edit.changed') : undefined;
  const checkReason = unsavedReason ?? why(canCheckWarning(warning, session));
  const signReason =
    unsavedReason ??
    (signing === undefined
      ? mode === 'signed'
        ? warning.authors.includes(session.person)
          ? t('sign.rule')
          : t('sign.none')
        : t('sign.oralPerson')
      : why(canSignWarning(warning, signing, county, session)));
  const returnReason =
    why(canReturnWarning(warning, session)) ?? (reason.trim() === '' ? t('sign.returnReason') : undefined);

  if (warning.status === 'signed') return <Signed warning={warning} />;
  return (
    <div data-next className="shrink-0">
      <Panel
        title={t('sign.title')}
        meta={
          warning.checked === undefined
            ? needsCheck(warning)
              ? t('sign.notChecked')
              : t('sign.notNeeded')
            : t('sign.checked', {
                name: names.person(warning.checked.by),
                at: formatMinute(Date.parse(warning.checked.at)),
              })
        }
        className="shrink-0"
        padded
      >
        <div className="grid gap-3">
          <ChipChoice
            label={t('sign.sign')}
            choices={[
              { id: 'signed', label: t('sign.mine') },
              { id: 'oral', label: t('sign.oral') },
            ]}
            value={mode}
            onChange={setMode}
          />
          {mode === 'signed' ? (
            mine.length > 0 ? (
              <Select
                label={t('sign.as')}
                choices={mine.map(({ id, name }) => ({ id, label: name }))}
                value={post ?? null}
                onChange={setPost}
              />
            ) : (
              <p className="m-0 text-meta text-ink-2">
                {t('sign.none')}{' '}
                {t('sign.who', { names: [...new Set(signers.map(({ person }) => names.person(person)))].join(' ') })}
              </p>
            )
          ) : (
            <Select
              label={t('sign.oralPerson')}
              description={t('sign.oralNote', { n: countersignMin })}
              choices={signers.map(({ person, post: held }) => ({
                id: `${person}/${held}`,
                label: names.person(person),
                detail: names.post(held),
              }))}
              value={signer ?? null}
              onChange={setSigner}
            />
          )}
          <div data-acts className="flex flex-wrap gap-2">
            <Button
              kind={checkReason === undefined && needsCheck(warning) ? 'primary' : 'secondary'}
              onPress={() => void act({ type: 'CheckWarning', warningId: warning.id, note: '' }, t('sign.sent'))}
              disabledReason={checkReason}
            >
              {t('sign.check')}
            </Button>
            <ActionButton
              kind={checkReason === undefined && needsCheck(warning) ? 'secondary' : 'primary'}
              action={{
                id: 'warning.sign',
                key: 'Ctrl+Enter',
                labelKey: 'warning:sign.sign',
                enabledWhen: () =>
                  signReason === undefined ? { enabled: true } : { enabled: false, reason: signReason },
                run: () => {
                  if (signing !== undefined)
                    void act({ type: 'SignWarning', warningId: warning.id, signing }, t('sign.signed'));
                },
              }}
            />
          </div>
          <div className="grid grid-cols-[1fr_auto] items-end gap-2">
            <TextField label={t('sign.returnReason')} value={reason} onChange={setReason} maxLength={300} />
            <Button
              onPress={() =>
                void act({ type: 'ReturnWarning', warningId: warning.id, reason: reason.trim() }, t('sign.returned'))
              }
              disabledReason={returnReason}
            >
              {t('sign.return')}
            </Button>
          </div>
          <p className="m-0 text-meta text-ink-3">{t('sign.rule')}</p>
        </div>
      </Panel>
    </div>
  );
}

/** Ten seconds in which a signature can be taken back; the warning goes out by itself after them. */
function Signed({ warning }: { warning: Warning }) {
  const { t } = useTranslation('warning');
  const act = useAct();
  const undo = (): void =>
    void act({ type: 'ReturnWarning', warningId: warning.id, reason: t('sign.undoReason') }, t('sign.returned'));
  useKeyAction({ id: 'warning.undo', key: 'Ctrl+Z', labelKey: 'warning:sign.undo', run: undo });
  // Whoever signed may take it back with the next key.
  const place = useLostFocus<HTMLDivElement>();
  return (
    <Panel title={t('sign.title')} meta={t('sign.signed')} className="shrink-0" padded>
      <div ref={place} className="flex items-center gap-4">
        <span className="text-figure font-medium">
          {warning.issueAt === undefined ? null : <Countdown dueMs={Date.parse(warning.issueAt)} />}
        </span>
        <Button kind="primary" onPress={undo} keys="Ctrl+Z">
          {t('sign.undo')}
        </Button>
      </div>
    </Panel>
  );
}
