/** Shapes of the operators' API. They come from `schema.d.ts`, which `npm run api` makes of that API's own description. */
import type { components } from './schema';

type S = components['schemas'];

export type Operator = S['OperatorSession'];
export type OperatorRow = S['OperatorRow'];
export type Overview = S['Overview'];
export type Enrolment = S['EnrolmentPreview'];
export type Ceremony = S['Ceremony'];
export type SupportWindow = S['Page_Window']['items'][number];
export type Kind = SupportWindow['kind'];
export type Statement = S['Page_SupportStatement']['items'][number];
export type SeenCopro = S['SeenCopro'];
export type SeenLot = S['Page_SeenLot']['items'][number];
export type SeenOwner = S['Page_SeenOwner']['items'][number];
export type SeenEntry = S['Page_SeenEntry']['items'][number];
export type SeenJob = S['Page_SeenJob']['items'][number];
export type Override = S['Page_Override']['items'][number];
export type Capacity = S['Capacity'];
export type Signal = S['SignalFacts'];
export type SignalName = S['SignalName'];
export type Reason = S['ReasonFacts'];
export type Outlook = S['Outlook'];
