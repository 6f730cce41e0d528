import type { RefusedRowTold } from '@sitong/shared/kernel/master/import-told.ts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../plumbing/http/api.ts';

const CODES = [
  'cell_empty',
  'formula',
  'not_number',
  'not_yes_no',
  'code_rounded',
  'bad_phone',
  'bad_division_code',
  'bad_id',
  'bad_format',
  'wrong_type',
  'not_in_list',
  'too_small',
  'too_big',
  'not_valid',
  'repeated',
  'no_point',
] as const;
const KINDS = ['division', 'person', 'sensor', 'shelter', 'hazard'] as const;

/** Why a row was not taken, in the language of the screen; the server's own sentence for a code not known here. */
export function useRefusedWords(): (row: RefusedRowTold) => string {
  const { t } = useTranslation('admin');
  return useCallback(
    ({ code, message, facts = {} }) => {
      const known = CODES.find((one) => one === code);
      const { value = '', values = '', limit = '', name = '', row = '' } = facts;
      if (known !== undefined) return t(`imports.code.${known}`, { value, values, limit, name, row });
      const kind = KINDS.find((one) => one === facts['kind']);
      return kind === undefined ? message : t(`imports.unknown.${kind}`, { name });
    },
    [t],
  );
}

const WHY = [
  'geojson_invalid',
  'json_invalid',
  'csv_invalid',
  'xlsx_invalid',
  'column_missing',
  'wrong_form',
  'empty',
  'too_many_rows',
  'too_large',
  'infected',
  'scanner_away',
  'too_large_to_scan',
  'unsupported_type',
] as const;

/** Why a whole file was not read: in the language of the screen, and the server's own sentence as the detail. */
export function useFailureWords(): (error: unknown) => { why: string; detail: string } {
  const { t } = useTranslation('admin');
  return useCallback(
    (error) => {
      if (!(error instanceof ApiError)) return { why: String(error), detail: '' };
      const known = WHY.find((code) => code === error.code);
      const detail = `${error.message}（${error.code}）`;
      return known === undefined ? { why: detail, detail: '' } : { why: t(`imports.why.${known}`), detail };
    },
    [t],
  );
}
