/** Whether a media query holds; call it while a component is set up. */
export function media(query: string): { readonly current: boolean } {
  const list = matchMedia(query);
  let current = $state(list.matches);
  $effect(() => {
    const read = () => (current = list.matches);
    read();
    list.addEventListener('change', read);
    return () => list.removeEventListener('change', read);
  });
  return {
    get current() {
      return current;
    },
  };
}
