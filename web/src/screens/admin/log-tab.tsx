import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiError, api } from '../../plumbing/http/api.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoment } from '../../ui/format/time.ts';
import { Icon } from '../../ui/icon.tsx';
import { Panel } from '../../ui/panel.tsx';

const AnswerSchema = z.object({
  world: z.string(),
  checkedAt: z.string(),
  tookS: z.number(),
  verdict: z.union([
    z.object({ kind: z.literal('ok'), checked: z.number(), head: z.object({ seq: z.number(), hash: z.string() }) }),
    z.object({
      kind: z.literal('bad'),
      seq: z.number(),
      what: z.enum(['altered', 'missing', 'reordered', 'truncated']),
      detail: z.string(),
    }),
  ]),
});
type Answer = z.infer<typeof AnswerSchema>;
type Check = { kind: 'running' } | { kind: 'told'; answer: Answer } | { kind: 'failed'; code: string };

/** The hash chain of each open world, recomputed when asked. */
export function LogTab() {
  const { t } = useTranslation('admin');
  const { worlds } = useSession();
  const [checks, setChecks] = useState<Readonly<Record<string, Check>>>({});
  const run = async (world: string): Promise<void> => {
    setChecks((all) => ({ ...all, [world]: { kind: 'running' } }));
    let check: Check;
    try {
      check = { kind: 'told', answer: await api(`/api/admin/verify-log?world=${world}`, { schema: AnswerSchema }) };
    } catch (error) {
      check = { kind: 'failed', code: error instanceof ApiError ? error.code : String(error) };
    }
    setChecks((all) => ({ ...all, [world]: check }));
  };
  return (
    <Panel className="h-full" title={t('log.heading')}>
      <div className="h-full overflow-auto p-pad grid gap-6 content-start">
        <p className="m-0 text-ink-2">{t('log.body')}</p>
        {worlds.map((world) => {
          const check = checks[world];
          return (
            <section key={world} className="grid gap-2 justify-items-start">
              <Button pending={check?.kind === 'running'} onPress={() => void run(world)}>
                {t('log.run', { world: world === LIVE ? t('log.live') : world })}
              </Button>
              <div role="status">
                <Verdict check={check} />
              </div>
            </section>
          );
        })}
      </div>
    </Panel>
  );
}

function Verdict({ check }: { check: Check | undefined }) {
  const { t } = useTranslation('admin');
  if (check === undefined) return null;
  if (check.kind === 'running') return <p className="m-0 text-ink-2">{t('log.running')}</p>;
  if (check.kind === 'failed') return <p className="m-0 text-fault">{`${t('failed')} ${check.code}`}</p>;
  const { verdict, tookS, checkedAt } = check.answer;
  const at = (
    <p className="m-0 text-meta text-ink-3">{t('log.at', { at: formatMoment(toMs(checkedAt), Date.now()) })}</p>
  );
  if (verdict.kind === 'bad')
    return (
      <>
        <p className="m-0 flex items-center gap-2 text-fault font-medium">
          <Icon name="alert" />
          {t('log.bad', { seq: verdict.seq, what: t(`log.what.${verdict.what}`) })}
        </p>
        <p className="m-0 text-ink-2">{t('log.detail', { detail: verdict.detail })}</p>
        {at}
      </>
    );
  return (
    <>
      <p className="m-0 flex items-center gap-2 font-medium">
        <Icon name="check" />
        {t('log.ok', { count: verdict.checked, seconds: tookS.toFixed(1) })}
      </p>
      <p className="m-0 text-meta break-all select-all">
        {t('log.head', { seq: verdict.head.seq, hash: verdict.head.hash })}
      </p>
      <p className="m-0 text-meta text-ink-2">{t('log.headHow')}</p>
      {at}
    </>
  );
}
