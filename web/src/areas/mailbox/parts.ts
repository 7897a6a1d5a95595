export type MailPart = { kind: 'text' | 'code' | 'link'; text: string };

/** Cuts the text of a mail so that verification codes and addresses can be clicked. */
export function mailParts(text: string): MailPart[] {
  const parts: MailPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:)]|(?<![\w/+.-])\d{6}(?![\w/+-])/g)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: match[0].startsWith('http') ? 'link' : 'code', text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}
