import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { theExperiments } from './laboratory/experiments.ts';
import { theLanguage } from './laboratory/language.ts';
import { thePolls } from './laboratory/polls.ts';
import { theResuming } from './laboratory/resuming.ts';
import { whatAllShare } from './laboratory/shared.ts';
import { theTopicsIn } from './laboratory/topics.ts';
import { closeVisit, errors, openVisit } from './laboratory/visit.ts';

/** The site's first page as a person uses it, and the experiments, without the extension. */

beforeAll(openVisit);
afterAll(closeVisit);

describe('the language', theLanguage);
describe.each(['en', 'ko'] as const)('the topics in %s', theTopicsIn);
describe('what all share', whatAllShare);
describe('polls', thePolls);
describe('the experiments', theExperiments);
describe('the resuming', theResuming);

it('nothing failed on the way', () => {
  expect(errors).toEqual([]);
});
