/** Short confirmations (toasts) and the one banner about the state of the connection. */
export type Toast = { id: number; tone: 'ok' | 'error' | 'info'; text: string; action?: { label: string; run: () => void } };

const MAX_TOASTS = 4;
const SHOWN_MS = 6_000;
let next = 1;
let toasts = $state.raw<Toast[]>([]);
const banner = $state({ text: '', until: 0 });

export const notices = {
  get toasts(): Toast[] {
    return toasts;
  },
  get banner(): { text: string; until: number } {
    return banner;
  },
  toast(text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
    const toast: Toast = { id: next++, tone: 'ok', text, ...options };
    toasts = [...toasts, toast].slice(-MAX_TOASTS);
    // What must be acted upon or read twice stays until it is closed.
    if (!toast.action && toast.tone !== 'error') setTimeout(() => notices.dismiss(toast.id), SHOWN_MS);
  },
  dismiss(id: number): void {
    toasts = toasts.filter((toast) => toast.id !== id);
  },
  /** The server is busy or unreachable: say so, and until when. */
  busy(text: string, seconds: number | null): void {
    banner.text = text;
    banner.until = seconds === null ? 0 : Date.now() + seconds * 1000;
  },
  clearBanner(): void {
    banner.text = '';
    banner.until = 0;
  },
};
