import { describe, expect, it } from 'vitest';
import type { DraftForm } from './draft-form.ts';
import { type DraftAddress, UnsavedDrafts } from './unsaved-drafts.ts';

const form = (headline: string): DraftForm => ({
  unit: '澄城县应急管理局',
  validH: 3,
  words: 'own',
  content: {
    hazard: 'flash_flood',
    level: 2,
    headline,
    text: '',
    instruction: '',
    scope: { divisions: [], rings: [], areaText: '' },
    expiresAt: '2026-07-18T23:38:12+08:00',
  },
});
const blank: DraftAddress = { draft: 'new' };

describe('words written and not saved', () => {
  it('are found again from where they were begun, the newest first', () => {
    const unsaved = new UnsavedDrafts();
    unsaved.keep('a', form('甲'), blank);
    unsaved.keep('b', form('乙'), { draft: 'incident', incident: 'i-1' });
    expect(unsaved.idOf({ draft: 'incident', incident: 'i-1', alarm: undefined })).toBe('b');
    expect(unsaved.newest()).toMatchObject({ id: 'b', begun: { incident: 'i-1' } });
    unsaved.keep('a', form('甲二'), blank);
    expect(unsaved.newest()?.form.content.headline).toBe('甲二');
  });

  it('of a draft the server knows wait under its id, and begin nothing', () => {
    const unsaved = new UnsavedDrafts();
    unsaved.keep('w-1', form('改'), undefined);
    expect(unsaved.formOf('w-1')?.content.headline).toBe('改');
    expect(unsaved.newest()).toBeUndefined();
    unsaved.drop('w-1');
    expect(unsaved.formOf('w-1')).toBeUndefined();
  });

  it('are kept in a bounded number', () => {
    const unsaved = new UnsavedDrafts();
    for (let n = 0; n < 40; n++) unsaved.keep(`w-${n}`, form(''), undefined);
    expect(unsaved.formOf('w-0')).toBeUndefined();
    expect(unsaved.formOf('w-39')).toBeDefined();
  });
});
