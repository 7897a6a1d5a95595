import { mount, unmount } from 'svelte';
import { loadMessages } from '$lib/i18n/i18n.svelte';
import ConfirmPassword from './ConfirmPassword.svelte';

let asking: Promise<boolean> | null = null;

/** Asks for the password once, however many requests wait for it; answers whether it was given. */
export function ask(): Promise<boolean> {
  return (asking ??= open().finally(() => (asking = null)));
}

async function open(): Promise<boolean> {
  await loadMessages(['credentials']);
  return new Promise((resolve) => {
    const shown = mount(ConfirmPassword, {
      target: document.body,
      props: {
        ondone: (confirmed: boolean) => {
          resolve(confirmed);
          void unmount(shown);
        },
      },
    });
  });
}
