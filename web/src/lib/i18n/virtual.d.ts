declare module 'virtual:messages' {
  const sources: Record<string, Record<string, () => Promise<{ default: string }>>>;
  export default sources;
}
