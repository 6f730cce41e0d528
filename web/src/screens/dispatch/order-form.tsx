import { newId, shownNumber } from '@sitong/shared/kernel/ids.ts';
import { type Skill, SkillSchema } from '@sitong/shared/kernel/master/teams.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import type { OrderContent } from '@sitong/shared/pillars/rescue/events.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recommended } from '../../pillars/rescue/selectors/recommendation.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { sendIntent } from '../../plumbing/live/use-live-world.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { CheckboxGroup } from '../../ui/form/checkbox-group.tsx';
import { ComboBox } from '../../ui/form/combo-box.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { formatMinute } from '../../ui/format/time.ts';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { firstDeadlineMs, nextMoment } from './needs.ts';
import { useTeamKeys } from './use-team-keys.ts';

/** What the form begins with. `revises`: an order that is changed instead of a new one. */
export interface OrderDraft {
  readonly incident: Incident;
  readonly team: string | undefined;
  readonly skills: readonly Skill[];
  readonly task: string;
  readonly arriveByMs: number | undefined;
  /** The order this one stands in for. */
  readonly insteadOf?: Order | undefined;
  readonly revises?: Order | undefined;
}

export interface Dispatched {
  readonly orderId: string;
  readonly team: string;
  readonly insteadOf: Order | undefined;
}

/** An order, filled in from the recommendation; Ctrl+Enter sends it. What the server refuses stays in the form. */
export function OrderForm(props: {
  draft: OrderDraft;
  table: Recommended | undefined;
  onClose: () => void;
  onDone: (done: Dispatched) => void;
}) {
  const { draft, table, onClose, onDone } = props;
  const { t } = useTranslation(['dispatch', 'rescue']);
  const county = useCounty();
  const nowMs = useNow();
  const { feedbackMin } = usePractice().order;
  const words = useRefusalWords();
  const orders = useWorldState((state) => state.rescue.orders);
  const before = draft.revises?.content;
  const [orderId] = useState(newId);
  const [team, setTeam] = useState(draft.team ?? null);
  const [task, setTask] = useState(before?.task ?? draft.task);
  const [due, setDue] = useState(() => formatMinute(draft.arriveByMs ?? firstDeadlineMs(nowMs)));
  const [skills, setSkills] = useState<readonly Skill[]>(before?.skills ?? draft.skills);
  const [hazards, setHazards] = useState(before?.hazards ?? '');
  const [protection, setProtection] = useState(before?.protection ?? '');
  const [options, setOptions] = useState<readonly ('voice' | 'shared')[]>([]);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string>();
  const dueMs = due.trim() === '' ? undefined : nextMoment(due, nowMs);

  const content = (): OrderContent => {
    const { siteCommander } = draft.incident;
    const commander = siteCommander === undefined ? undefined : county.persons.get(siteCommander.person)?.name;
    return {
      ...(before ?? {}),
      task: task.trim(),
      skills: [...skills],
      destination: before?.destination ?? {
        name: draft.incident.place.name,
        point: draft.incident.place.point,
        division: draft.incident.place.division,
      },
      ...(dueMs === undefined ? {} : { arriveBy: toTimestamp(dueMs) }),
      hazards: hazards.trim(),
      protection: protection.trim(),
      ...(commander === undefined ? {} : { siteCommander: commander }),
      ...(siteCommander?.channel ? { channel: siteCommander.channel } : {}),
      feedbackMin: before?.feedbackMin ?? feedbackMin,
    };
  };
  const missing = ((): string | undefined => {
    if (team === null) return t('form.needTeam');
    if (task.trim() === '') return t('form.needTask');
    return due.trim() !== '' && dueMs === undefined ? t('form.badDue') : undefined;
  })();
  const send = async (): Promise<void> => {
    if (team === null || sending) return;
    setSending(true);
    setRefused(undefined);
    const { revises, insteadOf } = draft;
    const answer = await sendIntent(
      revises !== undefined
        ? { type: 'ReviseOrder', orderId: revises.id, content: content(), reason: t('form.revised') }
        : {
            type: 'DispatchTeam',
            orderId,
            incidentId: draft.incident.id,
            team,
            exclusive: !options.includes('shared'),
            content: content(),
            voice: options.includes('voice'),
            ...(insteadOf === undefined ? {} : { insteadOf: insteadOf.id }),
          },
    ).finally(() => setSending(false));
    if (answer.ok) {
      onDone({ orderId: revises?.id ?? orderId, team, insteadOf });
      return;
    }
    setRefused(
      answer.refused.code === 'team_busy' ? lostRace(String(answer.refused.facts?.['order'])) : words(answer.refused),
    );
  };
  /** Who won the race for this team, for what, and when. */
  const lostRace = (number: string): string => {
    const other = Object.values(orders).find((order) => shownNumber('D', order.number) === number);
    const name = county.teams.get(team ?? '')?.name ?? team ?? '';
    if (other === undefined) return t('form.taken', { team: name, order: number });
    return t('form.takenBy', {
      team: name,
      order: number,
      by: county.persons.get(other.issuedBy)?.name ?? other.issuedBy,
      at: formatMinute(Date.parse(other.steps.saved ?? '')),
      task: other.content.task,
    });
  };
  const keysOf = useTeamKeys();
  const choices = [
    ...(table?.ranked ?? []).map((row, i) => ({
      id: row.team,
      label: county.teams.get(row.team)?.name ?? row.team,
      detail: t('form.ranked', { rank: i + 1, minutes: Math.round(row.arrivalMin) }),
      keys: keysOf(row.team),
    })),
    ...(table?.leftOut ?? [])
      .filter(({ code }) => code !== 'busy' && code !== 'off_duty')
      .map((row) => ({
        id: row.team,
        label: county.teams.get(row.team)?.name ?? row.team,
        detail: t('form.unranked'),
        keys: keysOf(row.team),
      })),
  ];
  return (
    <Dialog
      open
      kind="sheet"
      onClose={onClose}
      title={
        draft.revises === undefined
          ? t('form.title', { incident: draft.incident.title })
          : t('form.reviseTitle', { order: shownNumber('D', draft.revises.number) })
      }
      actions={
        <>
          <Button onPress={onClose} keys="Esc">
            {t('form.cancel')}
          </Button>
          <ActionButton
            kind="primary"
            pending={sending}
            action={{
              id: 'order.send',
              key: 'Ctrl+Enter',
              labelKey: draft.revises === undefined ? 'dispatch:form.send' : 'dispatch:form.change',
              enabledWhen: () => (missing === undefined ? { enabled: true } : { enabled: false, reason: missing }),
              run: () => void send(),
            }}
          />
        </>
      }
    >
      <div className="grid gap-4">
        {refused === undefined ? null : (
          <p role="alert" className="m-0 p-3 border-2 border-ink-1 rounded-control">
            {refused}
          </p>
        )}
        {draft.revises === undefined ? (
          <ComboBox label={t('form.team')} choices={choices} value={team} onChange={setTeam} required />
        ) : null}
        <TextField
          label={t('form.task')}
          value={task}
          onChange={setTask}
          lines={2}
          maxLength={300}
          required
          autoFocus
        />
        <div className="grid grid-cols-[10rem_1fr] gap-4 items-start">
          <TextField
            label={t('form.due')}
            value={due}
            onChange={setDue}
            autoComplete="off"
            error={due.trim() !== '' && dueMs === undefined ? t('form.badDue') : undefined}
          />
          <div className="flex flex-wrap gap-2 pt-6">
            {[15, 30, 45, 60, 90].map((minutes) => (
              <Button key={minutes} kind="quiet" onPress={() => setDue(formatMinute(nowMs + minutes * 60_000))}>
                {t('form.inMinutes', { minutes })}
              </Button>
            ))}
          </div>
        </div>
        <CheckboxGroupOfSkills value={skills} onChange={setSkills} />
        <div className="grid grid-cols-2 gap-4">
          <TextField label={t('form.hazards')} value={hazards} onChange={setHazards} maxLength={300} />
          <TextField label={t('form.protection')} value={protection} onChange={setProtection} maxLength={120} />
        </div>
        {draft.revises === undefined ? (
          <CheckboxGroup
            label={t('form.how')}
            choices={[
              { id: 'voice', label: t('form.voice') },
              { id: 'shared', label: t('form.shared') },
            ]}
            value={options}
            onChange={setOptions}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

function CheckboxGroupOfSkills({
  value,
  onChange,
}: {
  value: readonly Skill[];
  onChange: (skills: readonly Skill[]) => void;
}) {
  const { t } = useTranslation(['dispatch', 'rescue']);
  return (
    <details className="text-body">
      <summary className="text-meta text-ink-2 cursor-default">
        {t('form.skills', { skills: value.map((skill) => t(`rescue:skill.${skill}`)).join(t('listComma')) })}
      </summary>
      <CheckboxGroup
        label={t('recommend.skills')}
        choices={SkillSchema.options.map((skill) => ({ id: skill, label: t(`rescue:skill.${skill}`) }))}
        value={value}
        onChange={onChange}
      />
    </details>
  );
}
