const BROWSERS = [
  ['Edge', /\bEdg(?:A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /(?:Chrome|CriOS|Chromium)\//],
  ['Safari', /\bVersion\/.*Safari\//],
] as const;
const SYSTEMS = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
] as const;
const LONGEST = 60;

const found = (list: readonly (readonly [string, RegExp])[], text: string) => list.find(([, pattern]) => pattern.test(text))?.[0];

/** "Firefox · Windows" out of what a browser says of itself; a program that is none is shown as it calls itself. */
export function clientName(agent: string | null): string | null {
  if (!agent) return null;
  const [browser, system] = [found(BROWSERS, agent), found(SYSTEMS, agent)];
  if (browser) return system ? `${browser} · ${system}` : browser;
  return agent.length > LONGEST ? `${agent.slice(0, LONGEST - 1)}…` : agent;
}

export const isPhone = (agent: string | null): boolean => /iPhone|Android.*Mobile/.test(agent ?? '');
