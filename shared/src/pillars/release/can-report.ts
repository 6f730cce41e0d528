import { CAN, type Can, cannot, type Doer, isDesk, isInCharge } from '../../kernel/can.ts';
import type { CountyIndex } from '../../kernel/master/county-index.ts';
import type { Signing } from './intents.ts';
import { canSignAs } from './signing-power.ts';
import type { Report } from './state.ts';

/** A desk in charge of the place the report is about, in a status that allows the act. */
function mayTouch(report: Report, doer: Doer, statuses: readonly Report['status'][]): Can {
  if (!isDesk(doer)) return cannot('desk_required');
  if (!isInCharge(doer, report.division)) return cannot('not_your_division', { division: report.division });
  return statuses.includes(report.status) ? CAN : cannot('wrong_status', { status: report.status });
}

export function canDraftReport(division: string, doer: Doer): Can {
  if (!isDesk(doer)) return cannot('desk_required');
  return isInCharge(doer, division) ? CAN : cannot('not_your_division', { division });
}

export function canReviseReport(report: Report, doer: Doer): Can {
  return mayTouch(report, doer, ['draft', 'checked', 'returned']);
}

/** [REL-22] The phone comes first and needs no signed paper. */
export function canLogPhoneReport(report: Report, doer: Doer): Can {
  const may = mayTouch(report, doer, ['draft', 'checked', 'returned', 'signed', 'sent', 'received']);
  if (may.allowed === 'no') return may;
  return report.phoned === undefined ? CAN : cannot('already_phoned');
}

export function canCheckReport(report: Report, doer: Doer): Can {
  const may = mayTouch(report, doer, ['draft']);
  if (may.allowed === 'no') return may;
  return report.authors.includes(doer.person) ? cannot('drafter_may_not_check') : CAN;
}

export function canReturnReport(report: Report, doer: Doer): Can {
  return mayTouch(report, doer, ['draft', 'checked', 'signed']);
}

/** [REL-23] */
export function canSignReport(report: Report, signing: Signing, county: CountyIndex, doer: Doer): Can {
  const may = mayTouch(report, doer, ['draft', 'checked']);
  if (may.allowed === 'no') return may;
  if (report.status !== 'checked') return cannot('check_required');
  if (signing.mode === 'oral' && signing.person === doer.person) return cannot('oral_for_oneself');
  const person = signing.mode === 'oral' ? signing.person : doer.person;
  if (report.authors.includes(person)) return cannot('drafter_may_not_sign');
  return canSignAs(county, { person, post: signing.post }, { kind: 'report' }, [report.division]);
}

export function canCountersignReport(report: Report, doer: Doer): Can {
  const { signature } = report;
  if (signature === undefined || signature.mode !== 'oral') return cannot('nothing_to_countersign');
  if (signature.person !== doer.person) return cannot('not_the_signer', { person: signature.person });
  return signature.countersignedAt === undefined ? CAN : cannot('already_countersigned');
}

export function canSendReport(report: Report, doer: Doer): Can {
  return mayTouch(report, doer, ['signed']);
}

export function canRecordReceipt(report: Report, doer: Doer): Can {
  return mayTouch(report, doer, ['sent']);
}
