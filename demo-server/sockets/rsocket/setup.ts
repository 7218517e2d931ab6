import type { ERROR, Setup } from '../../wire/rsocket/frame.ts';
import { COMPOSITE_METADATA, ROUTING_METADATA } from '../../wire/rsocket/metadata.ts';

/** Declared types under which JSON may travel. */
const DATA = /^(?:application\/(?:json|octet-stream|[\w.-]+\+json)|text\/plain)(?:\s*;.*)?$/i;

export interface SetupRefusal {
  readonly code: keyof typeof ERROR;
  readonly message: string;
}

/** Why a SETUP cannot be accepted; undefined where it can. */
export function refusalOfSetup(setup: Setup): SetupRefusal | undefined {
  if (setup.major !== 1 || setup.minor !== 0)
    return refusal(
      'INVALID_SETUP',
      `Version ${setup.major}.${setup.minor} is not spoken. Use 1.0.`,
    );
  if (setup.keepAlive === 0 || setup.maxLifetime === 0)
    return refusal('INVALID_SETUP', 'Keep-alive and lifetime must be more than 0.');
  if (setup.resumes && !setup.token?.length)
    return refusal('INVALID_SETUP', 'Flag R asks for a token. Give one, or leave the flag out.');
  if (setup.metadataMimeType !== COMPOSITE_METADATA && setup.metadataMimeType !== ROUTING_METADATA)
    return refusal(
      'UNSUPPORTED_SETUP',
      `Metadata must be ${COMPOSITE_METADATA} or ${ROUTING_METADATA}: routes travel in it.`,
    );
  if (DATA.test(setup.dataMimeType)) return undefined;
  return refusal('UNSUPPORTED_SETUP', 'Data is application/json here.');
}

function refusal(code: SetupRefusal['code'], message: string): SetupRefusal {
  return { code, message };
}
