import {
  canCheckReport,
  canCountersignReport,
  canReturnReport,
  canSignReport,
} from '@sitong/shared/pillars/release/can-report.ts';
import { postsToSignAs } from '@sitong/shared/pillars/release/signing-power.ts';
import type { Report } from '@sitong/shared/pillars/release/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useWorldState } from '../../../plumbing/live/live-store.ts';
import { useField } from '../field-context.tsx';
import { type PaperAct, PaperSheet, useWhyNot, WithCounty } from './paper-sheet.tsx';
import { ReportText } from './report-text.tsx';

export interface ReportSheetProps {
  /** As it was when it was opened; the newest one is shown. */
  readonly report: Report;
  readonly onClose: () => void;
}

/** A report upward read whole, then checked, signed, countersigned or sent back, in the size of a thumb. */
export function ReportSheet(props: ReportSheetProps) {
  const { t } = useTranslation('release');
  const found = useWorldState((state) => state.release.reports[props.report.id]);
  return (
    <WithCounty title={t('reportDesk.sign')} onClose={props.onClose}>
      <Signing report={found ?? props.report} onClose={props.onClose} />
    </WithCounty>
  );
}

function Signing({ report, onClose }: ReportSheetProps) {
  const { t } = useTranslation(['release', 'warning']);
  const county = useCounty();
  const { session } = useField();
  const whyNot = useWhyNot();
  const { id: reportId, status, signature } = report;
  const posts = postsToSignAs(county, session.person, { kind: 'report' }, [report.division]);
  const [asked, choose] = useState<string>();
  const post = posts.find(({ id }) => id === asked) ?? posts[0];
  const away = whyNot({ allowed: 'yes' });
  const act = (): PaperAct => {
    if (signature?.mode === 'oral' && signature.countersignedAt === undefined)
      return {
        label: t('release:reportDesk.countersign'),
        note: t('warning:sign.countersignDue'),
        off: whyNot(canCountersignReport(report, session)),
        intent: () => ({ type: 'CountersignReport', reportId }),
        done: t('warning:signSheet.countersigned'),
        after: 'close',
      };
    if (status === 'draft' || status === 'returned')
      return {
        label: t('release:reportDesk.check'),
        note: t('warning:signSheet.thenSign'),
        off: whyNot(canCheckReport(report, session)),
        intent: () => ({ type: 'CheckReport', reportId }),
        done: t('release:reportDesk.checked'),
        after: 'stay',
      };
    if (status === 'checked')
      return {
        label: t('release:reportDesk.sign'),
        note: t('warning:signSheet.asPost', { post: post?.name ?? '' }),
        off:
          post === undefined
            ? (away ?? t('warning:sign.none'))
            : whyNot(canSignReport(report, { mode: 'signed', post: post.id }, county, session)),
        intent: () =>
          post === undefined ? undefined : { type: 'SignReport', reportId, signing: { mode: 'signed', post: post.id } },
        done: t('release:reportDesk.signed'),
        after: 'close',
      };
    // Signed by another meanwhile: nothing is left to do here.
    const done = t('release:reportDesk.signed');
    return { label: done, off: away ?? done, intent: () => undefined, done, after: 'close' };
  };
  const returnable = status === 'draft' || status === 'checked' || status === 'signed';
  return (
    <PaperSheet
      title={t('release:reportDesk.sign')}
      act={act()}
      onClose={onClose}
      {...(status === 'checked' ? { posts: { all: posts, chosen: post?.id, choose } } : {})}
      {...(returnable
        ? {
            back: {
              label: t('release:reportDesk.return'),
              reasonLabel: t('release:reportDesk.returnReason'),
              off: whyNot(canReturnReport(report, session)),
              intent: (reason) => ({ type: 'ReturnReport', reportId, reason }),
              done: t('release:reportDesk.returned'),
            },
          }
        : {})}
    >
      <ReportText report={report} />
    </PaperSheet>
  );
}
