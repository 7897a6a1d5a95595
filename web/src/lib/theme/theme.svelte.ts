const STORED = 'koprogo.theme';
export type Theme = 'system' | 'light' | 'dark';
const state = $state({ theme: 'system' as Theme });

function apply(theme: Theme): void {
  state.theme = theme;
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function restoreTheme(): void {
  try {
    const stored = localStorage.getItem(STORED);
    if (stored === 'light' || stored === 'dark') apply(stored);
  } catch {
    // The system's choice is a good one.
  }
}

export const theme = {
  get current(): Theme {
    return state.theme;
  },
  set(next: Theme): void {
    apply(next);
    try {
      localStorage.setItem(STORED, next);
    } catch {
      // Lasts as long as the page.
    }
  },
};
