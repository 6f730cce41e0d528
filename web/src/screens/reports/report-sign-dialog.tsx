import { canSignReport } from '@sitong/shared/pillars/release/can-report.ts';
import { postsToSignAs } from '@sitong/shared/pillars/release/signing-power.ts';
import type { Report } from '@sitong/shared/pillars/release/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { Select } from '../../ui/form/select.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useAct } from '../../wall/use-act.ts';
import { useNames } from '../warnings/use-names.ts';
import { ReportDialog } from './report-dialog.tsx';

/** Signed in the power of one's own post, or by voice for somebody who then countersigns. */
export function SignDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const { t } = useTranslation('release');
  const county = useCounty();
  const session = useSession();
  const names = useNames();
  const words = useRefusalWords();
  const act = useAct();
  const own = report.authors.includes(session.person)
    ? []
    : postsToSignAs(county, session.person, { kind: 'report' }, [report.division]);
  const oral = county.data.posts.flatMap((post) =>
    [post.holder, ...post.deputies]
      .filter((person) => person !== session.person && !report.authors.includes(person))
      .filter((person) =>
        postsToSignAs(county, person, { kind: 'report' }, [report.division]).some(({ id }) => id === post.id),
      )
      .map((person) => ({ person, post: post.id })),
  );
  const choices = [
    ...own.map(({ id, name }) => ({ id: `signed/${id}`, label: `${names.person(session.person)} ${name}` })),
    ...oral.map(({ person, post }) => ({
      id: `oral/${post}/${person}`,
      label: `${t('reportDesk.oral')} ${names.person(person)}`,
      detail: names.post(post),
    })),
  ];
  const [chosen, setChosen] = useState<string | null>(own[0] === undefined ? null : `signed/${own[0].id}`);
  const [mode = '', post = '', person = ''] = chosen?.split('/') ?? [];
  const signing =
    mode === 'signed'
      ? { mode: 'signed' as const, post }
      : mode === 'oral'
        ? { mode: 'oral' as const, post, person }
        : undefined;
  const can = signing === undefined ? undefined : canSignReport(report, signing, county, session);
  const gap =
    can === undefined
      ? t('reportDesk.signAs')
      : can.allowed === 'yes'
        ? undefined
        : words({ code: can.code, ...(can.facts === undefined ? {} : { facts: can.facts }) });
  const save = async (): Promise<void> => {
    if (signing === undefined) return;
    const answer = await act({ type: 'SignReport', reportId: report.id, signing }, t('reportDesk.signed'));
    if (answer.ok) onClose();
  };
  return (
    <ReportDialog
      title={t('reportDesk.sign')}
      gap={gap}
      label={t('reportDesk.sign')}
      onClose={onClose}
      onSave={() => void save()}
    >
      <Select label={t('reportDesk.signAs')} choices={choices} value={chosen} onChange={setChosen} />
      {own.length === 0 ? (
        <p className="m-0 text-meta text-ink-2">
          {t('reportDesk.noPost', { names: [...new Set(oral.map((one) => names.person(one.person)))].join(' ') })}
        </p>
      ) : null}
    </ReportDialog>
  );
}
