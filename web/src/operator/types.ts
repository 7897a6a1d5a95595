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
export type Customer = S['Page_Customer']['items'][number];
export type CustomerFile = S['CustomerFile'];
export type CustomerDay = S['CustomerDay'];
export type Debt = S['CustomerDebt'];
export type Review = S['CustomerReview'];
export type Instructed = S['Instructed'];
export type Revenue = S['RevenueFacts'];
export type RevenueMonth = S['MonthFacts'];
export type Receivable = S['Receivable'];
export type Inbox = S['Inbox'];
export type Message = S['Page_Message']['items'][number];
export type Queue = S['Queue'];
export type JobCount = S['JobCount'];
export type GivenUp = S['Page_GivenUp']['items'][number];
