import type { Words } from './en.ts';
import { BENCH_EXPERIMENTS } from './ko/bench-experiments.ts';
import { CLUSTER } from './ko/cluster.ts';
import { COMPARISONS, EVIDENCE, WEIGHING } from './ko/evidence.ts';
import { FAULTS } from './ko/faults.ts';
import { LABORATORY, SHARED } from './ko/laboratory.ts';
import { LANES } from './ko/lanes.ts';
import { RSOCKET_LESSON } from './ko/lesson-rsocket.ts';
import { HTTP_LESSONS } from './ko/lessons-http.ts';
import { SOCKET_LESSONS } from './ko/lessons-sockets.ts';
import { RACE } from './ko/race.ts';
import { EXPERIMENTS, LESSON, SITE } from './ko/site.ts';
import type { AllLessonWords } from './lesson-words.ts';

const LESSONS: AllLessonWords = { ...HTTP_LESSONS, ...SOCKET_LESSONS, rsocket: RSOCKET_LESSON };

/** Everything the site says, in Korean. */
export const KO: Words = {
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
