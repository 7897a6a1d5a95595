## E-mails

mail-greeting = Hello,
mail-greeting-name = Hello { $name },
mail-signature = The KoproGo team
mail-footer = KoproGo, co-ownership management. This message was sent automatically.
mail-line = { $name }: { $value }

mail-code-subject = { $code } is your KoproGo confirmation code
mail-code-intro = This code confirms your e-mail address:
mail-code-validity =
    { $minutes ->
        [one] Enter it within a minute on the sign-up page.
       *[other] Enter it within { $minutes } minutes on the sign-up page.
    }
mail-code-ignore = You did not ask for this code? Ignore this message: without it, no account is created.

mail-registered-subject = You already have a KoproGo account
mail-registered-intro = Somebody, probably you, has just asked for an account with this e-mail address. It already has one.
mail-registered-remedy = Sign in with your usual address and password.
mail-registered-ignore = It was not you? There is nothing to do: your account is unchanged and nobody had access to it.

mail-call-subject = { $copro }: { $title }, { $amount } to pay by { $due }
mail-call-intro = Attached you will find the call for funds “{ $title }” of { $copro }.
mail-call-amount = Amount
mail-call-due = To pay by
mail-call-iban = IBAN
mail-call-communication = Structured communication
mail-call-instalments = This amount is the first of { $count } instalments; the schedule is in the letter.
mail-call-how = The easiest way: open the attached letter and scan its QR code with your bank’s app. Otherwise be sure to quote the structured communication: it credits your payment to your account without delay.
mail-call-question = A question about this amount? Please ask { $firm }, your syndic.

mail-invitation-firm-subject = { $inviter } invites you to join { $name }
mail-invitation-firm-intro = { $inviter } invites you to work with { $name } in KoproGo, the management of co-owned buildings.
mail-invitation-firm = Firm
mail-invitation-copro-subject = { $name }: your access to its online space
mail-invitation-copro-intro = { $inviter } opens the online space of { $name } to you.
mail-invitation-copro = Co-owned building
mail-invitation-role = You join as
mail-invitation-by = Invited by
mail-invitation-button = Accept the invitation
mail-invitation-validity =
    { $hours ->
        [one] This link is personal, works once and is good for one hour.
       *[other] This link is personal, works once and is good for { $hours } hours.
    }
mail-invitation-ignore = You did not expect this invitation? Ignore this message: nothing changes without you.
mail-role-firm-admin = administrator of the firm
mail-role-gestionnaire = property manager
mail-role-comptable = accountant
mail-role-assistant = assistant
mail-role-council-member = member of the council of co-owners
mail-role-auditor = auditor of the accounts
mail-role-co-owner = co-owner
mail-role-occupant = occupant
