import { z } from 'zod';
import type { HttpDoor } from './http-door.ts';

/** What strangers need to know of a door: told in `/api/openapi.json`, never used to refuse. */
export interface DoorDescription {
  query?: z.ZodType;
  body?: z.ZodType;
  answer: z.ZodType;
  /** 201 where storing is answered so. */
  stored: 200 | 201;
}

/** One refused part of an input; `index` its place where inputs have rows. */
const RefusedPartSchema = z.looseObject({
  code: z.string(),
  message: z.string(),
  path: z.string(),
});

/** Fields that every door's answer has. */
export const answerOf = <S extends z.ZodRawShape>(own: S) =>
  z.looseObject({
    stored: z.number().int().describe('How many were new and are stored'),
    duplicate: z.boolean().describe('True when everything in the request was here before: a retry, harmless'),
    duplicates: z.number().int().describe('How many were here before and were left out'),
    refused: z.array(RefusedPartSchema).describe('Parts that were not taken; the good ones beside them were'),
    notes: z.array(RefusedPartSchema).describe('Worth knowing; cost no data'),
    ...own,
  });

export function doorSchema({ summary, types, described }: HttpDoor, method: 'GET' | 'POST') {
  const { query, body, answer, stored } = described;
  return {
    tags: ['ingest'],
    summary,
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined || method === 'GET'
      ? {}
      : { body, consumes: types.filter((type) => !type.startsWith('+')) }),
    response: { [stored]: answer, ...(stored === 201 ? { 200: answer } : {}) },
  };
}
