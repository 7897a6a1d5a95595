/** Plans have names that need no translation. */
export const planName = (plan: string): string => plan.charAt(0).toUpperCase() + plan.slice(1);
