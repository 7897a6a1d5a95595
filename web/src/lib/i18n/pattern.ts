/** A message as `build/messages.ts` compiles it: Fluent's own shape, of which the product's words use these parts. */
export type Key = { type: 'str'; value: string } | { type: 'num'; value: number };
export type Expression = { type: 'var'; name: string } | Key | { type: 'select'; selector: Expression; variants: readonly { key: Key; value: Pattern }[]; star: number };
export type Pattern = string | readonly (string | Expression)[];
export type Args = Record<string, string | number>;

const plurals = new Map<string, Intl.PluralRules>();
function category(locale: string, count: number): string {
  let rules = plurals.get(locale);
  if (!rules) plurals.set(locale, (rules = new Intl.PluralRules(locale)));
  return rules.select(count);
}

const valueOf = (part: Exclude<Expression, { type: 'select' }>, args: Args) => (part.type === 'var' ? args[part.name] : part.value);

function chosen(part: Expression & { type: 'select' }, locale: string, args: Args): Pattern {
  const asked = part.selector.type === 'select' ? formatPattern([part.selector], locale, args) : valueOf(part.selector, args);
  const found =
    part.variants.find(({ key }) => key.value === asked) ??
    (typeof asked === 'number' ? part.variants.find(({ key }) => key.value === category(locale, asked)) : undefined);
  return (found ?? part.variants[part.star]!).value;
}

export function formatPattern(pattern: Pattern, locale: string, args: Args = {}): string {
  if (typeof pattern === 'string') return pattern;
  return pattern
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.type === 'select') return formatPattern(chosen(part, locale, args), locale, args);
      const value = valueOf(part, args);
      return value === undefined ? `{$${(part as { name: string }).name}}` : typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
    })
    .join('');
}
