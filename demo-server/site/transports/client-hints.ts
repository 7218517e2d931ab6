/** What Chromium says of itself (User-Agent Client Hints), as `navigator.userAgentData` has it. */
interface AgentData {
  readonly brands: readonly { readonly brand: string; readonly version: string }[];
  readonly mobile: boolean;
  readonly platform: string;
}

/** The headers that go into every request of a browser that has such data. */
export function hintsOf(data: AgentData | undefined): (readonly [name: string, value: string])[] {
  if (!data) return [];
  const brands = data.brands.map(({ brand, version }) => `"${brand}";v="${version}"`);
  return [
    ['sec-ch-ua', brands.join(', ')],
    ['sec-ch-ua-mobile', data.mobile ? '?1' : '?0'],
    ['sec-ch-ua-platform', `"${data.platform}"`],
  ];
}

/** The data of this browser; undefined where it has none, as in others than Chromium. */
export function agentDataHere(): AgentData | undefined {
  const data: unknown =
    typeof navigator === 'undefined' ? undefined : Reflect.get(navigator, 'userAgentData');
  return isAgentData(data) ? data : undefined;
}

function isAgentData(value: unknown): value is AgentData {
  return (
    typeof value === 'object' &&
    value !== null &&
    'brands' in value &&
    Array.isArray(value.brands) &&
    'mobile' in value &&
    'platform' in value
  );
}
