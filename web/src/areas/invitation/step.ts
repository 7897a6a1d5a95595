import type { InvitationPreview, User } from '$lib/api/types';

export type InvitationStep = 'accept' | 'other-account' | 'sign-in' | 'sign-up';

/** What the holder of an invitation has to do next; null until it is known who they are. */
export function invitationStep(invitation: Pick<InvitationPreview, 'email' | 'has_account'>, known: boolean, user: Pick<User, 'email'> | null): InvitationStep | null {
  if (!known) return null;
  if (user) return user.email.toLowerCase() === invitation.email.toLowerCase() ? 'accept' : 'other-account';
  return invitation.has_account ? 'sign-in' : 'sign-up';
}
