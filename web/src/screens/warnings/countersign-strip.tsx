import { canCountersignWarning } from '@sitong/shared/pillars/release/can-warning.ts';
import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../plumbing/session/session-store.ts';
import { Button } from '../../ui/button.tsx';
import { Countdown } from '../../ui/clock/countdown.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useAct } from '../../wall/use-act.ts';
import { useNames } from './use-names.ts';

/** 口头授权 waits for its countersignature: whose, until when, and the button for that one person. */
export function CountersignStrip({ warning }: { warning: Warning }) {
  const { t } = useTranslation('warning');
  const session = useSession();
  const names = useNames();
  const act = useAct();
  const words = useRefusalWords();
  const { signature } = warning;
  if (signature?.mode !== 'oral' || signature.countersignedAt !== undefined) return null;
  const can = canCountersignWarning(warning, session);
  return (
    <div className="flex items-center gap-3 px-pad py-2 border-b border-hairline">
      <span className="min-w-0">
        <span className="block">
          {t(warning.countersignMissed === 'missed' ? 'sign.countersignMissed' : 'sign.countersignDue')}
        </span>
        <span className="block text-meta text-ink-2">
          {names.person(signature.person)} <Countdown dueMs={Date.parse(signature.countersignDueAt)} />
        </span>
      </span>
      <span className="ml-auto">
        <Button
          onPress={() => void act({ type: 'CountersignWarning', warningId: warning.id })}
          disabledReason={
            can.allowed === 'yes'
              ? undefined
              : words({ code: can.code, ...(can.facts === undefined ? {} : { facts: can.facts }) })
          }
        >
          {t('sign.countersign')}
        </Button>
      </span>
    </div>
  );
}
