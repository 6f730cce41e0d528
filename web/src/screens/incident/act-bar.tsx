import type { Can } from '@sitong/shared/kernel/can.ts';
import {
  canActOnIncident,
  canClose,
  canTellAboutIncident,
  type IncidentAct,
} from '@sitong/shared/pillars/command/can.ts';
import type { ClosingCheck } from '@sitong/shared/pillars/command/closing.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../plumbing/session/session-store.ts';
import { Button } from '../../ui/button.tsx';
import type { Enabled } from '../../ui/keys/action.ts';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useMay } from '../../wall/use-act.ts';

/** What may be done with an incident: those that lead on, then the corrections. */
export const roomActs = [
  'verify',
  'control',
  'end',
  'close',
  'reopen',
  'grade',
  'figure',
  'commander',
  'owner',
  'relocate',
  'merge',
  'reverse_merge',
  'void',
] as const;
export type RoomAct = (typeof roomActs)[number];

const INTENT: Record<RoomAct, Intent['type']> = {
  verify: 'VerifyIncident',
  control: 'ControlIncident',
  end: 'EndIncident',
  close: 'CloseIncident',
  reopen: 'ReopenIncident',
  grade: 'GradeIncident',
  figure: 'RecordFigure',
  commander: 'NameSiteCommander',
  owner: 'TakeIncident',
  relocate: 'RelocateIncident',
  merge: 'MergeIncident',
  reverse_merge: 'ReverseMerge',
  void: 'VoidIncident',
};

/** Acts that a status offers at all; the others would only be noise. */
const OFFERED: Record<Incident['status'], readonly RoomAct[]> = {
  reported: ['verify', 'grade', 'figure', 'commander', 'owner', 'relocate', 'merge', 'void'],
  verified: ['control', 'grade', 'figure', 'commander', 'owner', 'relocate', 'merge', 'void'],
  responding: ['control', 'grade', 'figure', 'commander', 'owner', 'relocate', 'merge'],
  controlled: ['end', 'reopen', 'grade', 'figure', 'commander', 'owner', 'relocate', 'merge'],
  ended: ['close', 'reopen', 'grade', 'figure', 'owner'],
  merged: ['reverse_merge'],
};

export interface RoomActNow {
  readonly act: RoomAct;
  readonly enabled: Enabled;
}

/** What the incident's status offers this person, each with why it may not be done now. */
export function useRoomActs(props: {
  incident: Incident;
  checks: readonly ClosingCheck[];
  teamsWorking: readonly string[];
}): readonly RoomActNow[] {
  const { incident, checks, teamsWorking } = props;
  const session = useSession();
  const may = useMay();
  const words = useRefusalWords();
  const can = (act: RoomAct): Can => {
    if (act === 'close') return canClose(incident, session, checks);
    if (act === 'figure') return canTellAboutIncident(incident, session, teamsWorking);
    const rule: IncidentAct =
      act === 'grade' || act === 'commander' || act === 'owner' || act === 'relocate' ? 'edit' : act;
    return canActOnIncident(incident, rule, session);
  };
  return OFFERED[incident.status].map((act): RoomActNow => {
    const role = may(INTENT[act]);
    if (!role.enabled) return { act, enabled: role };
    const allowed = can(act);
    return { act, enabled: allowed.allowed === 'yes' ? role : { enabled: false, reason: words(allowed) } };
  });
}

/** The first leads the incident on; what may not be done now says why. */
export function ActBar({ acts, onAct }: { acts: readonly RoomActNow[]; onAct: (act: RoomAct) => void }) {
  const { t } = useTranslation('incident');
  return acts.map(({ act, enabled }, i) => (
    <Button
      key={act}
      kind={i === 0 ? 'primary' : 'secondary'}
      disabledReason={enabled.enabled ? undefined : enabled.reason}
      onPress={() => onAct(act)}
    >
      {t(`bar.${act}`)}
    </Button>
  ));
}
