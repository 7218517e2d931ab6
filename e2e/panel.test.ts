import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { theDetail } from './panel/detail.ts';
import { theFilter } from './panel/filter.ts';
import { theList } from './panel/list.ts';
import { theProtoFiles } from './panel/proto.ts';
import { theProtocol } from './panel/protocol.ts';
import { theRecording } from './panel/recording.ts';
import { closeScene, openScene, visit } from './panel/scene.ts';
import { theSurroundings } from './panel/surroundings.ts';

beforeAll(openScene);
afterAll(closeScene);

/** Each test begins with a fresh page and an empty recording. */
beforeEach(() => visit('/nothing-here'));

describe('the list', theList);
describe('the detail of a record', theDetail);
describe('the protocol of a connection', theProtocol);
describe('.proto files', theProtoFiles);
describe('the filter', theFilter);
describe('the recording', theRecording);
describe('the panel', theSurroundings);
