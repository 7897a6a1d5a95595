import { getContext, setContext } from 'svelte';
import type { ApiProblem } from '$lib/api/problem';

/** What `Form` tells the fields inside it. */
export type FormContext = {
  readonly problem: ApiProblem | null;
  /** A field that shows its own error, so that the summary does not repeat it. */
  claim: (name: string) => () => void;
};
/** What `Field` tells the control inside it. */
export type FieldContext = {
  readonly id: string;
  readonly name: string | undefined;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
};

const FORM = Symbol('form');
const FIELD = Symbol('field');
export const provideForm = (context: FormContext): FormContext => setContext(FORM, context);
export const useForm = (): FormContext | undefined => getContext(FORM);
export const provideField = (context: FieldContext): FieldContext => setContext(FIELD, context);
export const useField = (): FieldContext | undefined => getContext(FIELD);
