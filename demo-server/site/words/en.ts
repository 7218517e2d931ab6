import { BENCH_EXPERIMENTS } from './en/bench-experiments.ts';
import { CLUSTER } from './en/cluster.ts';
import { COMPARISONS, EVIDENCE, WEIGHING } from './en/evidence.ts';
import { FAULTS } from './en/faults.ts';
import { LABORATORY, SHARED } from './en/laboratory.ts';
import { LANES } from './en/lanes.ts';
import { RSOCKET_LESSON } from './en/lesson-rsocket.ts';
import { HTTP_LESSONS } from './en/lessons-http.ts';
import { SOCKET_LESSONS } from './en/lessons-sockets.ts';
import { RACE } from './en/race.ts';
import { EXPERIMENTS, LESSON, SITE } from './en/site.ts';
import type { AllLessonWords } from './lesson-words.ts';

const LESSONS: AllLessonWords = { ...HTTP_LESSONS, ...SOCKET_LESSONS, rsocket: RSOCKET_LESSON };

/** Everything the site says, in English. */
export const EN = {
  site: SITE,
  laboratory: LABORATORY,
  shared: SHARED,
  lanes: LANES,
  benchExperiments: BENCH_EXPERIMENTS,
  lesson: LESSON,
  experiments: EXPERIMENTS,
  lessons: LESSONS,
  evidence: EVIDENCE,
  comparisons: COMPARISONS,
  weighing: WEIGHING,
  race: RACE,
  cluster: CLUSTER,
  faults: FAULTS,
};

/** The dictionary that each language has to fill. */
export type Words = typeof EN;
